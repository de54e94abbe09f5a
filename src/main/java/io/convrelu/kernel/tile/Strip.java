package io.convrelu.kernel.tile;

import static io.convrelu.kernel.tile.Layout.BLOCK;

/**
 * Some pixels of one block, copied to arrays: loops over one array without a stride are what C2
 * vectorizes. Values of a channel are repeated for every pixel for the same reason.
 */
final class Strip {

  /** Pixels of a full strip; a handful of such arrays fit the first-level cache. */
  private static final int PIXELS = 64;

  /** Values of a full strip. */
  static final int SIZE = PIXELS * BLOCK;

  private Strip() {}

  /** Memory for a strip. */
  static float[] array() {
    return new float[SIZE];
  }

  /** Repeats the values of a block's channels, from one on, for every pixel. */
  static void repeat(float[] channels, int first, float[] strip) {
    for (int i = 0; i < SIZE; i += BLOCK) {
      System.arraycopy(channels, first, strip, i, BLOCK);
    }
  }

  /** The sum over the pixels for one channel of the block. */
  static double sum(float[] strip, int lane) {
    double sum = 0;
    for (int i = lane; i < SIZE; i += BLOCK) {
      sum += strip[i];
    }
    return sum;
  }
}
