package io.convrelu.kernel.fused;

/** Shape of a feature map, without the batch. */
public record MapShape(int channels, int height, int width) {

  public MapShape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "feature map [N, " + channels + ", " + height + ", " + width + "]");
    }
  }

  /** H·W. */
  public int pixels() {
    return height * width;
  }

  /** C·H·W. */
  public int size() {
    return channels * pixels();
  }
}
