package io.convrelu.kernel.tile;

import static io.convrelu.kernel.tile.Layout.BLOCK;

import java.util.Arrays;

/** The activation of a {@link ChannelFunction} and its derivatives on strips, in plain loops. */
final class ScalarFunction {

  private final float[] threshold = Strip.array();
  private final float[] slope = Strip.array();
  private final float[] below = Strip.array();
  private final float[] belowZ = Strip.array();

  /** A loop over a strip. */
  private interface Loop {
    void run(float[] z, float[] dy, float[] g, int count);
  }

  /** Takes the settings of a block of channels. */
  void load(ChannelFunction f, int block) {
    Strip.repeat(f.threshold(), block * BLOCK, threshold);
    Strip.repeat(f.slope(), block * BLOCK, slope);
  }

  /** z becomes f(z). */
  void activate(ChannelFunction f, float[] z, int count) {
    Loop loop =
        switch (f.form().family()) {
          case IDENTITY -> (v, dy, g, n) -> {};
          case RECTIFIED -> ScalarFunction::rectify;
          case TWO_SLOPES -> this::twoSlopes;
          case SMOOTH -> (v, dy, g, n) -> smooth(f, v, n);
        };
    loop.run(z, z, z, count);
  }

  private static void rectify(float[] z, float[] dy, float[] g, int count) {
    for (int i = 0; i < count; i++) {
      z[i] = Math.max(z[i], 0f);
    }
  }

  private void twoSlopes(float[] z, float[] dy, float[] g, int count) {
    for (int i = 0; i < count; i++) {
      z[i] = Math.min(z[i] - threshold[i], 0f) * slope[i] + Math.max(z[i], threshold[i]);
    }
  }

  private void smooth(ChannelFunction f, float[] z, int count) {
    for (int i = 0; i < count; i++) {
      z[i] = (float) f.form().value(z[i], threshold[i], slope[i], f.gain());
    }
  }

  /** The gradient g of z from that of f(z); adds up what parameters need. */
  void differentiate(ChannelFunction f, float[] z, float[] dy, float[] g, int count) {
    Loop loop =
        switch (f.form().family()) {
          case IDENTITY -> (v, from, to, n) -> System.arraycopy(from, 0, to, 0, n);
          case RECTIFIED -> ScalarFunction::rectifiedGradient;
          case TWO_SLOPES -> this::twoSlopesGradient;
          case SMOOTH -> (v, from, to, n) -> smoothGradient(f, v, from, to, n);
        };
    loop.run(z, dy, g, count);
  }

  /**
   * g where v &gt; θ, else 0: the sign of θ − v, spread over the bits, is the mask. Signs of
   * activations are unpredictable; a branch would be mispredicted half of the time.
   */
  static float whereAbove(float g, float v, float theta) {
    return Float.intBitsToFloat(
        (Float.floatToRawIntBits(theta - v) >> 31) & Float.floatToRawIntBits(g));
  }

  private static void rectifiedGradient(float[] z, float[] dy, float[] g, int count) {
    for (int i = 0; i < count; i++) {
      g[i] = whereAbove(dy[i], z[i], 0f);
    }
  }

  private void twoSlopesGradient(float[] z, float[] dy, float[] g, int count) {
    for (int i = 0; i < count; i++) {
      float over = whereAbove(dy[i], z[i], threshold[i]);
      float under = dy[i] - over;
      g[i] = under * slope[i] + over;
      below[i] += under;
      belowZ[i] += under * z[i];
    }
  }

  private void smoothGradient(ChannelFunction f, float[] z, float[] dy, float[] g, int count) {
    for (int i = 0; i < count; i++) {
      g[i] = dy[i] * (float) f.form().slope(z[i], threshold[i], slope[i], f.gain());
    }
  }

  /** Hands over what has been added up for a block of channels. */
  void addTo(GradientSums sums, int channel) {
    for (int lane = 0; lane < BLOCK; lane++) {
      sums.below()[channel + lane] += Strip.sum(below, lane);
      sums.belowTimesValue()[channel + lane] += Strip.sum(belowZ, lane);
    }
    Arrays.fill(below, 0f);
    Arrays.fill(belowZ, 0f);
  }
}
