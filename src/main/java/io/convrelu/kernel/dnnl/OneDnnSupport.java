package io.convrelu.kernel.dnnl;

import io.convrelu.kernel.ConvShape;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.javacpp.PointerScope;

/** Whether oneDNN is of use here. */
public final class OneDnnSupport {

  /** The commonest of all convolutions: 3×3, whole blocks of channels. */
  private static final ConvShape PROBE = new ConvShape(16, 8, 8, 16, 3, 3, 1, 1, 1, 1);

  private OneDnnSupport() {}

  /** What is missing and what to do about it; empty when nothing is. */
  public static Optional<String> missing() {
    try {
      // Where it has no kernel for blocks of 16 channels a step takes minutes.
      return probe().startsWith("ref")
          ? Optional.of("oneDNN has no kernels for blocks of 16 channels here (it needs AVX-512)")
          : Optional.empty();
    } catch (LinkageError e) {
      return Optional.of(
          "oneDNN cannot be loaded: "
              + e
              + " (put org.bytedeco:dnnl and org.bytedeco:opencl with this platform's classifier"
              + " on the class path)");
    }
  }

  private static String probe() {
    OneDnn oneDnn = new OneDnn();
    try (PointerScope descriptions = OneDnn.descriptions()) {
      return new ConvolutionPrimitives(oneDnn, PROBE, 1, algorithm.convolution_direct)
          .implementation();
    } finally {
      oneDnn.close();
    }
  }
}
