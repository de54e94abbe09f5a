package io.convrelu.kernel.tile;

import static io.convrelu.kernel.tile.Layout.BLOCK;

import java.util.Arrays;

/**
 * {@link TapPanel} in plain loops over pixels, which C2 vectorizes. Panel {@code [entry, row]},
 * sums {@code [output, row]}.
 */
final class ScalarPanel implements TapPanel {

  private final float[] panel = new float[DEPTH * ROWS];
  private final float[] strip = new float[ROWS * BLOCK];
  private float[] sums = {};

  @Override
  public int lanes() {
    return BLOCK;
  }

  /** Pixels from one on whose positions follow each other. */
  private static int run(int[] positions, int first, int count, int step) {
    int end = first + 1;
    while (end < count && positions[end] == positions[end - 1] + step) {
      end++;
    }
    return end - first;
  }

  @Override
  public void pack(
      NativeFloats x, Plane plane, Taps taps, Pixels pixels, int count, int firstUnit, int units) {
    int[] from = new int[count];
    for (int unit = 0; unit < units; unit++) {
      int tap = (firstUnit + unit) / plane.blocks();
      int block = (firstUnit + unit) % plane.blocks();
      for (int i = 0; i < count; i++) {
        int source = taps.source()[pixels.taps()[i] + tap];
        from[i] =
            source == Taps.PADDING
                ? Integer.MIN_VALUE
                : pixels.image()[i] + (block * plane.pixels() + source) * BLOCK;
      }
      for (int i = 0; i < count; ) {
        int run = run(from, i, count, BLOCK);
        if (from[i] < 0) {
          Arrays.fill(strip, 0, run * BLOCK, 0f);
        } else {
          x.read(from[i], strip, run * BLOCK);
        }
        fromStrip(panel, unit * BLOCK, i, run);
        i += run;
      }
    }
  }

  private void fromStrip(float[] rows, int firstRow, int at, int run) {
    for (int lane = 0; lane < BLOCK; lane++) {
      int to = (firstRow + lane) * ROWS + at;
      for (int i = 0; i < run; i++) {
        rows[to + i] = strip[i * BLOCK + lane];
      }
    }
  }

  @Override
  public void clear(int groups) {
    reserve(groups);
    Arrays.fill(sums, 0, groups * BLOCK * ROWS, 0f);
  }

  private void reserve(int groups) {
    if (sums.length < groups * BLOCK * ROWS) {
      sums = new float[groups * BLOCK * ROWS];
    }
  }

  @Override
  public void multiply(int count, int depth, float[] weights, int weightsAt, int group) {
    for (int lane = 0; lane < BLOCK; lane++) {
      int to = (group * BLOCK + lane) * ROWS;
      // Depth is whole blocks. Four at a time: a sum is read and written once for four products.
      for (int k = 0; k < depth; k += 4) {
        int w = weightsAt + k * BLOCK + lane;
        float w0 = weights[w];
        float w1 = weights[w + BLOCK];
        float w2 = weights[w + 2 * BLOCK];
        float w3 = weights[w + 3 * BLOCK];
        // Channels that only fill a block have weights of 0.
        if (w0 != 0 || w1 != 0 || w2 != 0 || w3 != 0) {
          addScaled(w0, w1, w2, w3, panel, k * ROWS, sums, to, count);
        }
      }
    }
  }

  private static void addScaled(
      float w0, float w1, float w2, float w3, float[] x, int at, float[] sums, int to, int count) {
    for (int i = 0; i < count; i++) {
      sums[to + i] +=
          w0 * x[at + i]
              + w1 * x[at + ROWS + i]
              + w2 * x[at + 2 * ROWS + i]
              + w3 * x[at + 3 * ROWS + i];
    }
  }

  @Override
  public void outer(int count, int depth, float[] gradient, int gradientAt, int group) {
    for (int lane = 0; lane < BLOCK; lane++) {
      int from = (group * BLOCK + lane) * ROWS;
      // Channels that only fill a block have gradients of 0.
      if (isZero(sums, from, count)) {
        continue;
      }
      for (int k = 0; k < depth; k++) {
        gradient[gradientAt + k * BLOCK + lane] += dot(panel, k * ROWS, sums, from, count);
      }
    }
  }

  private static boolean isZero(float[] values, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (values[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Four sums at a time: one alone would wait for every addition. */
  private static float dot(float[] x, int xAt, float[] y, int yAt, int count) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i + 4 <= count; i += 4) {
      s0 += x[xAt + i] * y[yAt + i];
      s1 += x[xAt + i + 1] * y[yAt + i + 1];
      s2 += x[xAt + i + 2] * y[yAt + i + 2];
      s3 += x[xAt + i + 3] * y[yAt + i + 3];
    }
    for (; i < count; i++) {
      s0 += x[xAt + i] * y[yAt + i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  @Override
  public void write(NativeFloats y, Plane plane, Pixels pixels, int count) {
    for (int block = 0; block < plane.blocks(); block++) {
      for (int i = 0; i < count; ) {
        int run = run(pixels.target(), i, count, BLOCK);
        for (int lane = 0; lane < BLOCK; lane++) {
          int from = (block * BLOCK + lane) * ROWS + i;
          for (int j = 0; j < run; j++) {
            strip[j * BLOCK + lane] = sums[from + j];
          }
        }
        y.write(at(plane, pixels.target()[i], block), strip, run * BLOCK);
        i += run;
      }
    }
  }

  private static long at(Plane plane, int target, int block) {
    return target + (long) block * plane.pixels() * BLOCK;
  }

  @Override
  public void read(NativeFloats y, Plane plane, Pixels pixels, int count) {
    reserve(plane.blocks());
    for (int block = 0; block < plane.blocks(); block++) {
      for (int i = 0; i < count; ) {
        int run = run(pixels.target(), i, count, BLOCK);
        y.read(at(plane, pixels.target()[i], block), strip, run * BLOCK);
        fromStrip(sums, block * BLOCK, i, run);
        i += run;
      }
    }
  }
}
