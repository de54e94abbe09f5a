package io.convrelu.kernel.fused;

import io.convrelu.kernel.tile.Layout;
import io.convrelu.kernel.tile.Region;
import java.nio.FloatBuffer;

/**
 * What training leaves out of the values that a unit's convolution reads (Srivastava et al. 2014,
 * "inverted": what stays is divided by its share). Whether a value stays depends on the step's
 * seed, the unit, the example and the value's row-major place {@code [C, H, W]} alone, so the
 * backward pass finds the same, and so does every engine.
 */
final class Dropout {

  private static final int FRACTION_BITS = 53;

  private final double share;
  private final int unit;
  private final MapShape shape;
  private long key;
  private boolean active;

  Dropout(UnitPlan plan, int unit) {
    share = plan.dropout();
    shape = plan.pooled();
    this.unit = unit;
  }

  /** Whether the unit ever leaves anything out. */
  boolean dropsOut() {
    return share > 0;
  }

  /** From now on with a step's seed, until {@link #end}. */
  void begin(long seed) {
    active = dropsOut();
    key = mix(seed ^ mix(unit + 1L));
  }

  /** From now on nothing is left out. */
  void end() {
    active = false;
  }

  /** What a value, or its gradient, is multiplied by. */
  double factor(int example, int value) {
    long bits =
        mix(key + mix(((long) example << Integer.SIZE) + value)) >>> (Long.SIZE - FRACTION_BITS);
    return !active ? 1 : bits < share * (1L << FRACTION_BITS) ? 0 : 1 / (1 - share);
  }

  /** In place, on images that lie densely in blocks; the first is this example of the batch. */
  void apply(Region values, int first, int images) {
    if (!active) {
      return;
    }
    int size = Layout.padded(shape.channels()) * shape.pixels();
    FloatBuffer all = values.memory().floats(values.position(), images * size);
    for (int image = 0; image < images; image++) {
      for (int c = 0; c < shape.channels(); c++) {
        int plane =
            image * size + c / Layout.BLOCK * shape.pixels() * Layout.BLOCK + c % Layout.BLOCK;
        for (int pixel = 0; pixel < shape.pixels(); pixel++) {
          int at = plane + pixel * Layout.BLOCK;
          all.put(at, all.get(at) * (float) factor(first + image, c * shape.pixels() + pixel));
        }
      }
    }
  }

  /** Of a batch {@code [N, C, H, W]}, row-major. */
  double[] of(double[] values) {
    double[] kept = values.clone();
    for (int i = 0; i < kept.length; i++) {
      kept[i] *= factor(i / shape.size(), i % shape.size());
    }
    return kept;
  }

  /** Steele, Lea and Flood 2014: the finalizer of SplitMix64. */
  private static long mix(long bits) {
    long a = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }
}
