package io.convrelu.kernel.fused;

import io.convrelu.kernel.fused.Parameter.Role;
import io.convrelu.kernel.tile.Layout;
import io.convrelu.kernel.tile.NativeFloats;
import io.convrelu.kernel.tile.Region;
import io.convrelu.kernel.tile.Tile;
import io.convrelu.kernel.tile.TilePasses;
import io.convrelu.kernel.tile.TileTexts;
import io.convrelu.kernel.tile.TileTexts.Rows;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The first unit of a stage that reads one-hot characters, a convolution, or the first two, where
 * the second is maxima of three neighbours and nothing else. Of 70 products a character 69 are with
 * 0, so the convolution only adds up the weights that characters select. That costs less than to
 * write and read its result, so no map is kept: the backward pass computes it again, one block of
 * features of one text at a time.
 */
final class OneHotEntry {

  /** Texts whose gradients are added up in float before they go into sums in double. */
  private static final int TEXTS_IN_FLOAT = 8;

  private final UnitPlan convolution;
  private final Optional<UnitPlan> maxima;
  private final TilePasses passes;
  private final int weightsAt;
  private final OneHotTexts texts;
  private final OneHotTable weights;
  private final OneHotTable gradient;
  private final double[] gradientSum;
  private final UnitBias bias;
  private final NativeFloats plane;
  private final NativeFloats result;

  private OneHotEntry(StagePlan plan, ParameterLayout layout, TilePasses passes) {
    convolution = plan.units().get(0);
    maxima = plan.entryMaxima();
    this.passes = passes;
    ConvSpec conv = convolution.convolution().orElseThrow();
    int alphabet = plan.input().channels();
    texts = new OneHotTexts(alphabet, plan.input().width(), conv.kernelWidth());
    weights = new OneHotTable(conv.outputs(), alphabet, conv.kernelWidth());
    gradient = new OneHotTable(conv.outputs(), alphabet, conv.kernelWidth());
    gradientSum = new double[conv.outputs() * alphabet * conv.kernelWidth()];
    weightsAt = layout.offset(0, Role.WEIGHTS);
    bias = new UnitBias(passes, layout.offset(0, Role.BIAS), conv.outputs());
    plane = new NativeFloats((long) positions() * Layout.BLOCK);
    result = new NativeFloats(tile().size());
  }

  /** What stands at the beginning of a stage; empty when it does not read one-hot characters. */
  static Optional<OneHotEntry> of(StagePlan plan, ParameterLayout layout, TilePasses passes) {
    return plan.inputKind() == StagePlan.InputKind.ONE_HOT
        ? Optional.of(new OneHotEntry(plan, layout, passes))
        : Optional.empty();
  }

  /** How many units this computes. */
  int units() {
    return maxima.isPresent() ? 2 : 1;
  }

  /** The unit whose result this is. */
  UnitPlan plan() {
    return maxima.orElse(convolution);
  }

  /** Whether a map is only thought of and has no memory. */
  boolean skips(int map) {
    return map == convolution.source() || maxima.filter(unit -> unit.source() == map).isPresent();
  }

  private int positions() {
    return convolution.result().width();
  }

  private Tile tile() {
    return new Tile(1, Layout.blocks(plan().result().channels()), plan().result().width());
  }

  /**
   * Forward.
   *
   * @throws NotOneHotException when x is not one-hot
   */
  void forward(int batch, FloatBuffer x, float[] parameters, UnitTarget target) {
    texts.read(batch, x);
    weights.load(parameters, weightsAt);
    bias.load(parameters);
    for (int n = 0; n < batch; n++) {
      Region out = target.place(n, tile(), result);
      for (int block = 0; block < tile().blocks(); block++) {
        convolve(n, block);
        if (maxima.isPresent()) {
          passes.texts().maximum(rows(out, block));
        } else {
          copy(plane, 0, out.memory(), place(out, block));
        }
      }
      target.accept(n, out, tile());
    }
  }

  private void convolve(int n, int block) {
    TileTexts over = passes.texts();
    over.fill(plane, 0, positions(), bias.values(), block * Layout.BLOCK);
    for (int pass = 0; pass < weights.passes(); pass++) {
      over.gather(
          weights.taps(block, pass, texts.characters(), texts.charactersAt(n)),
          plane,
          0,
          positions());
    }
  }

  private Rows rows(Region pooled, int block) {
    return new Rows(plane, 0, pooled.memory(), place(pooled, block), 1, positions());
  }

  private int place(Region all, int block) {
    return all.position() + block * tile().pixels() * Layout.BLOCK;
  }

  private void copy(NativeFloats from, int fromAt, NativeFloats to, int toAt) {
    int count = positions() * Layout.BLOCK;
    to.floats(toAt, count).put(from.floats(fromAt, count));
  }

  /** Backward of the last forward; writes the gradients of its parameters. */
  void backward(int batch, UnitTarget target, float[] gradients) {
    Region dy = new Region(result, 0, tile().imageSize());
    for (int n = 0; n < batch; n++) {
      target.gradient(n, dy, tile());
      // The maxima hand on all of their gradient, so its sums are those of the convolution's.
      bias.collect(dy, tile());
      for (int block = 0; block < tile().blocks(); block++) {
        if (maxima.isPresent()) {
          convolve(n, block);
          passes.texts().route(rows(dy, block));
        } else {
          copy(dy.memory(), place(dy, block), plane, 0);
        }
        scatter(n, block);
      }
      if (n % TEXTS_IN_FLOAT == TEXTS_IN_FLOAT - 1) {
        gradient.drainTo(gradientSum);
      }
    }
    gradient.drainTo(gradientSum);
    for (int i = 0; i < gradientSum.length; i++) {
      gradients[weightsAt + i] = (float) gradientSum[i];
    }
    Arrays.fill(gradientSum, 0);
    bias.store(gradients);
  }

  private void scatter(int n, int block) {
    for (int pass = 0; pass < gradient.passes(); pass++) {
      passes
          .texts()
          .scatter(
              gradient.taps(block, pass, texts.characters(), texts.charactersAt(n)),
              plane,
              0,
              texts.windows(),
              texts.windowsAt(n),
              texts.windowCount(n));
    }
  }

  /** Bytes of native memory, whatever the batch. */
  long bytes() {
    return NativeFloats.bytes(plane.size()) + NativeFloats.bytes(result.size());
  }

  /** Gives native memory back. */
  void close() {
    plane.close();
    result.close();
  }
}
