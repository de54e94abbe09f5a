package io.convrelu.kernel.fused;

/**
 * What a unit does between its activation and its convolution; what fills no window is left out.
 */
public enum Pooling {
  NONE,
  /** Means of 2×2 squares. */
  AVERAGE_2,
  /** Maxima of 2×2 squares. */
  MAX_2,
  /** Maxima of three neighbours of a row; the height stays. */
  MAX_3_OF_ROW,
  /** The mean of each channel; height and width become 1. */
  GLOBAL_AVERAGE;

  int outHeight(int height) {
    return switch (this) {
      case NONE, MAX_3_OF_ROW -> height;
      case AVERAGE_2, MAX_2 -> height / 2;
      case GLOBAL_AVERAGE -> 1;
    };
  }

  int outWidth(int width) {
    return switch (this) {
      case NONE -> width;
      case AVERAGE_2, MAX_2 -> width / 2;
      case MAX_3_OF_ROW -> width / 3;
      case GLOBAL_AVERAGE -> 1;
    };
  }
}
