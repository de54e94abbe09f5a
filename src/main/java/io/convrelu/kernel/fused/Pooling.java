package io.convrelu.kernel.fused;

/** What a unit does between its activation and its convolution. */
public enum Pooling {
  NONE,
  /** Means of 2×2 squares. */
  AVERAGE_2,
  /** Maxima of 2×2 squares. */
  MAX_2,
  /** The mean of each channel; height and width become 1. */
  GLOBAL_AVERAGE;

  int outHeight(int height) {
    return switch (this) {
      case NONE -> height;
      case AVERAGE_2, MAX_2 -> height / 2;
      case GLOBAL_AVERAGE -> 1;
    };
  }

  int outWidth(int width) {
    return outHeight(width);
  }
}
