package io.convrelu.kernel.tile;

import static io.convrelu.kernel.tile.Layout.BLOCK;

import java.util.Arrays;

/** {@link ChannelFunction} and its derivative in plain loops. */
final class ScalarActivations {

  private final float[] x = Strip.array();
  private final float[] dy = Strip.array();
  private final float[] dx = Strip.array();
  private final float[] g = Strip.array();
  private final float[] scale = Strip.array();
  private final float[] shift = Strip.array();
  private final float[] threshold = Strip.array();
  private final float[] slope = Strip.array();
  private final float[] centre = Strip.array();
  private final float[] sum = Strip.array();
  private final float[] sumX = Strip.array();
  private final float[] below = Strip.array();
  private final float[] belowZ = Strip.array();

  private void load(ChannelFunction f, int block) {
    Strip.repeat(f.scale(), block * BLOCK, scale);
    Strip.repeat(f.shift(), block * BLOCK, shift);
    Strip.repeat(f.threshold(), block * BLOCK, threshold);
    Strip.repeat(f.slope(), block * BLOCK, slope);
  }

  void activate(Region from, Region to, Tile tile, ChannelFunction f) {
    int size = tile.pixels() * BLOCK;
    for (int block = 0; block < tile.blocks(); block++) {
      load(f, block);
      for (int image = 0; image < tile.images(); image++) {
        long xAt = from.at(image, block, tile.pixels());
        long yAt = to.at(image, block, tile.pixels());
        for (int i = 0; i < size; i += Strip.SIZE) {
          int count = Math.min(Strip.SIZE, size - i);
          from.memory().read(xAt + i, x, count);
          affine(count);
          switch (f.form()) {
            case IDENTITY -> {
              // z itself
            }
            case RECTIFIED -> rectify(count);
            case TWO_SLOPES -> twoSlopes(count);
            case EXPONENTIAL -> exponential(count, f.gain());
          }
          to.memory().write(yAt + i, x, count);
        }
      }
    }
  }

  private void affine(int count) {
    for (int i = 0; i < count; i++) {
      x[i] = x[i] * scale[i] + shift[i];
    }
  }

  private void rectify(int count) {
    for (int i = 0; i < count; i++) {
      x[i] = Math.max(x[i], 0f);
    }
  }

  private void twoSlopes(int count) {
    for (int i = 0; i < count; i++) {
      x[i] = Math.min(x[i] - threshold[i], 0f) * slope[i] + Math.max(x[i], threshold[i]);
    }
  }

  private void exponential(int count, float gain) {
    for (int i = 0; i < count; i++) {
      float z = x[i];
      x[i] = gain * (z > 0 ? z : slope[i] * (float) (Math.exp(z) - 1));
    }
  }

  void differentiate(
      Region from,
      Region gradient,
      Region to,
      Tile tile,
      ChannelFunction f,
      float[] centres,
      GradientSums sums,
      TilePasses.Write write) {
    int size = tile.pixels() * BLOCK;
    for (int block = 0; block < tile.blocks(); block++) {
      load(f, block);
      Strip.repeat(centres, block * BLOCK, centre);
      for (int image = 0; image < tile.images(); image++) {
        long xAt = from.at(image, block, tile.pixels());
        long dyAt = gradient.at(image, block, tile.pixels());
        long dxAt = to.at(image, block, tile.pixels());
        for (int i = 0; i < size; i += Strip.SIZE) {
          int count = Math.min(Strip.SIZE, size - i);
          from.memory().read(xAt + i, x, count);
          gradient.memory().read(dyAt + i, dy, count);
          switch (f.form()) {
            case IDENTITY -> System.arraycopy(dy, 0, g, 0, count);
            case RECTIFIED -> rectifiedGradient(count);
            case TWO_SLOPES -> twoSlopesGradient(count);
            case EXPONENTIAL -> exponentialGradient(count, f.gain());
          }
          switch (write) {
            case OVERWRITE -> Arrays.fill(dx, 0, count, 0f);
            case ADD -> to.memory().read(dxAt + i, dx, count);
          }
          addUp(count);
          to.memory().write(dxAt + i, dx, count);
        }
      }
      addTo(sums, block * BLOCK);
    }
  }

  /**
   * g where v &gt; θ, else 0: the sign of θ − v, spread over the bits, is the mask. Signs of
   * activations are unpredictable; a branch would be mispredicted half of the time.
   */
  static float whereAbove(float g, float v, float theta) {
    return Float.intBitsToFloat(
        (Float.floatToRawIntBits(theta - v) >> 31) & Float.floatToRawIntBits(g));
  }

  private void rectifiedGradient(int count) {
    for (int i = 0; i < count; i++) {
      g[i] = whereAbove(dy[i], x[i] * scale[i] + shift[i], 0f);
    }
  }

  private void twoSlopesGradient(int count) {
    for (int i = 0; i < count; i++) {
      float z = x[i] * scale[i] + shift[i];
      float over = whereAbove(dy[i], z, threshold[i]);
      float under = dy[i] - over;
      g[i] = under * slope[i] + over;
      below[i] += under;
      belowZ[i] += under * z;
    }
  }

  private void exponentialGradient(int count, float gain) {
    for (int i = 0; i < count; i++) {
      float z = x[i] * scale[i] + shift[i];
      g[i] = dy[i] * gain * (z > 0 ? 1f : slope[i] * (float) Math.exp(z));
    }
  }

  private void addUp(int count) {
    for (int i = 0; i < count; i++) {
      sum[i] += g[i];
      sumX[i] += (x[i] - centre[i]) * g[i];
      dx[i] += g[i] * scale[i];
    }
  }

  private void addTo(GradientSums sums, int channel) {
    for (int lane = 0; lane < BLOCK; lane++) {
      sums.gradient()[channel + lane] += Strip.sum(sum, lane);
      sums.gradientTimesInput()[channel + lane] += Strip.sum(sumX, lane);
      sums.below()[channel + lane] += Strip.sum(below, lane);
      sums.belowTimesValue()[channel + lane] += Strip.sum(belowZ, lane);
    }
    Arrays.fill(sum, 0f);
    Arrays.fill(sumX, 0f);
    Arrays.fill(below, 0f);
    Arrays.fill(belowZ, 0f);
  }
}
