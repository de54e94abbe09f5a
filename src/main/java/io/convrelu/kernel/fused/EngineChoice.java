package io.convrelu.kernel.fused;

import io.convrelu.kernel.KernelKind;
import io.convrelu.kernel.VectorSupport;
import io.convrelu.kernel.dnnl.OneDnnEngine;
import io.convrelu.kernel.dnnl.OneDnnSupport;
import io.convrelu.kernel.tile.BlockSize;
import io.convrelu.kernel.tile.JavaEngine;
import io.convrelu.kernel.tile.Layout;
import io.convrelu.kernel.tile.NativeFloats;
import io.convrelu.kernel.tile.ScalarPasses;
import io.convrelu.kernel.tile.TileEngine;
import io.convrelu.kernel.tile.TilePasses;
import io.convrelu.kernel.tile.VectorModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the fused stages of a JVM compute with, and why not with the fastest. In this order:
 *
 * <ol>
 *   <li>the system properties {@code convrelu.kernel} ({@code vector}, {@code scalar}, {@code
 *       reference}) and {@code convrelu.convolution} ({@code onednn}, {@code java}); {@code scalar}
 *       alone means Java convolutions, {@code reference} has a convolution of its own;
 *   <li>vectors where there are any with a fused multiply-add, oneDNN where it loads;
 *   <li>plain loops, Java convolutions.
 * </ol>
 *
 * @param kernel of everything but convolutions
 * @param convolution of convolutions; not used by {@code REFERENCE}
 * @param missing what stands in the way of the fastest; empty when a property said so
 */
record EngineChoice(KernelKind kernel, ConvolutionKind convolution, List<String> missing) {

  EngineChoice {
    missing = List.copyOf(missing);
  }

  /**
   * The choice of this JVM's system properties.
   *
   * @throws IllegalArgumentException as {@link #of} does, and on an unknown block of channels
   */
  static EngineChoice ofProperties() {
    BlockSize.check(System.getProperty(BlockSize.PROPERTY, ""));
    return of(
        System.getProperty(KernelKind.PROPERTY, ""),
        System.getProperty(ConvolutionKind.PROPERTY, ""));
  }

  /**
   * The choice for values of the two properties, empty when they are unset.
   *
   * @throws IllegalArgumentException on an unknown value, or one that cannot be had
   */
  static EngineChoice of(String kernelProperty, String convolutionProperty) {
    Optional<KernelKind> kernel = KernelKind.forced(kernelProperty);
    Optional<ConvolutionKind> convolution = ConvolutionKind.forced(convolutionProperty);
    List<String> missing = new ArrayList<>();
    if (kernel.equals(Optional.of(KernelKind.REFERENCE))) {
      if (convolution.isPresent()) {
        throw new IllegalArgumentException(
            option(ConvolutionKind.PROPERTY, convolutionProperty)
                + " has no meaning with "
                + option(KernelKind.PROPERTY, kernelProperty));
      }
      return new EngineChoice(KernelKind.REFERENCE, ConvolutionKind.JAVA, missing);
    }
    if (kernel.isEmpty()) {
      VectorSupport.missing().ifPresent(missing::add);
    }
    if (convolution.isEmpty() && kernel.equals(Optional.of(KernelKind.SCALAR))) {
      convolution = Optional.of(ConvolutionKind.JAVA);
    }
    if (convolution.isEmpty()) {
      Optional<String> lack = OneDnnSupport.missing();
      lack.ifPresent(missing::add);
      convolution = Optional.of(lack.isEmpty() ? ConvolutionKind.ONEDNN : ConvolutionKind.JAVA);
    } else if (convolution.get() == ConvolutionKind.ONEDNN) {
      OneDnnSupport.missing()
          .ifPresent(
              lack -> {
                throw new IllegalArgumentException(
                    option(ConvolutionKind.PROPERTY, convolutionProperty) + ": " + lack);
              });
    }
    return new EngineChoice(
        kernel.orElseGet(KernelKind::fastest), convolution.orElseThrow(), missing);
  }

  private static String option(String property, String value) {
    return "-D" + property + "=" + value;
  }

  /** What runs, what it costs, what is missing. */
  String describe() {
    String runs = "Stages run on " + name();
    if (kernel == KernelKind.VECTOR && convolution == ConvolutionKind.ONEDNN) {
      return runs;
    }
    String cost =
        runs + ", about " + slowdown() + " times slower than on vectors of 512 bits and oneDNN";
    return missing.isEmpty()
        ? cost + ", as forced by system properties"
        : cost + ". Missing: " + String.join("; ", missing);
  }

  /** What runs: the same name, the same bits. */
  String name() {
    if (kernel == KernelKind.REFERENCE) {
      return "the reference, in double";
    }
    try (TileEngine engine = engine()) {
      return engine.name() + " with blocks of " + Layout.BLOCK;
    }
  }

  /**
   * How many times longer a training step of a dense block took (docs/PERFORMANCE.md says how that
   * was measured).
   */
  private String slowdown() {
    return switch (kernel) {
      case VECTOR -> convolution == ConvolutionKind.ONEDNN ? "1" : "2 to 4";
      case SCALAR -> convolution == ConvolutionKind.ONEDNN ? "1.5" : "13";
      case REFERENCE -> "170";
    };
  }

  /** A new stage. */
  MeasuredStage stage(StagePlan plan, MemoryPool<NativeFloats> memory) {
    return kernel == KernelKind.REFERENCE
        ? new PlainStage(plan)
        : new TiledStage(plan, engine(), memory);
  }

  private TileEngine engine() {
    TilePasses passes = kernel == KernelKind.VECTOR ? VectorModule.passes() : new ScalarPasses();
    TileEngine java = new JavaEngine(passes);
    return switch (convolution) {
      case ONEDNN -> new OneDnnEngine(java);
      case JAVA -> java;
    };
  }
}
