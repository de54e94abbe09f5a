package io.convrelu.kernel.fused;

import static io.convrelu.kernel.tile.Layout.BLOCK;

import io.convrelu.kernel.tile.Layout;
import io.convrelu.kernel.tile.Region;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * max(z, θ) with a threshold of its own for every value of an example, on blocked tiles. Plain
 * loops: AdaReLU without sharing is here to be compared, not to be fast.
 */
final class ValueThresholds {

  private final MapShape shape;
  private final int thresholdsAt;
  private final float[] thresholds;
  private final double[] gradients;

  /**
   * @param shape of an example
   * @param thresholdsAt where they lie in the flat array, row-major {@code [C, H, W]}
   */
  ValueThresholds(MapShape shape, int thresholdsAt) {
    this.shape = shape;
    this.thresholdsAt = thresholdsAt;
    int blocked = Layout.padded(shape.channels()) * shape.pixels();
    thresholds = new float[blocked];
    gradients = new double[blocked];
  }

  private int blocked(int channel, int pixel) {
    return (channel / BLOCK * shape.pixels() + pixel) * BLOCK + channel % BLOCK;
  }

  void load(float[] parameters) {
    for (int c = 0; c < shape.channels(); c++) {
      for (int p = 0; p < shape.pixels(); p++) {
        thresholds[blocked(c, p)] = parameters[thresholdsAt + c * shape.pixels() + p];
      }
    }
  }

  /** Overwrites z with max(z, θ). */
  void apply(int images, Region z) {
    for (int image = 0; image < images; image++) {
      FloatBuffer values = image(z, image);
      for (int i = 0; i < thresholds.length; i++) {
        values.put(i, Math.max(values.get(i), thresholds[i]));
      }
    }
  }

  /** Overwrites dy with the gradient of z, and adds to that of the thresholds. */
  void differentiate(int images, Region z, Region dy) {
    for (int image = 0; image < images; image++) {
      FloatBuffer values = image(z, image);
      FloatBuffer gradient = image(dy, image);
      for (int i = 0; i < thresholds.length; i++) {
        // A tie goes to the threshold, equation 6 of the paper.
        if (!(values.get(i) > thresholds[i])) {
          gradients[i] += gradient.get(i);
          gradient.put(i, 0f);
        }
      }
    }
  }

  /** Writes the gradient that all tiles have added up, and forgets it. */
  void store(float[] to) {
    for (int c = 0; c < shape.channels(); c++) {
      for (int p = 0; p < shape.pixels(); p++) {
        to[thresholdsAt + c * shape.pixels() + p] = (float) gradients[blocked(c, p)];
      }
    }
    Arrays.fill(gradients, 0);
  }

  private FloatBuffer image(Region region, int image) {
    return region
        .memory()
        .floats(region.position() + (long) image * region.imageStride(), thresholds.length);
  }
}
