package io.convrelu.kernel;

/**
 * Geometry of a convolution, without the batch. A 1-D convolution has height, kernel height and
 * height stride 1 and no height padding.
 *
 * @param channels input channels, C
 * @param height input height, H
 * @param width input width, W
 * @param outChannels output channels, D
 * @param kernelHeight k_h
 * @param kernelWidth k_w
 * @param strideHeight s_h
 * @param strideWidth s_w
 * @param padHeight rows of zeros above and below
 * @param padWidth columns of zeros left and right
 */
public record ConvShape(
    int channels,
    int height,
    int width,
    int outChannels,
    int kernelHeight,
    int kernelWidth,
    int strideHeight,
    int strideWidth,
    int padHeight,
    int padWidth) {

  public ConvShape {
    requirePositive(channels, "channels");
    requirePositive(height, "height");
    requirePositive(width, "width");
    requirePositive(outChannels, "outChannels");
    requirePositive(kernelHeight, "kernelHeight");
    requirePositive(kernelWidth, "kernelWidth");
    requirePositive(strideHeight, "strideHeight");
    requirePositive(strideWidth, "strideWidth");
    if (padHeight < 0 || padWidth < 0) {
      throw new IllegalArgumentException("padding " + padHeight + "×" + padWidth + " is negative");
    }
    if (height + 2 * padHeight < kernelHeight || width + 2 * padWidth < kernelWidth) {
      throw new IllegalArgumentException(
          "kernel "
              + kernelHeight
              + "×"
              + kernelWidth
              + " is larger than the padded input "
              + (height + 2 * padHeight)
              + "×"
              + (width + 2 * padWidth));
    }
  }

  /** Output height: floor((H + 2p − k) / s) + 1. */
  public int outHeight() {
    return (height + 2 * padHeight - kernelHeight) / strideHeight + 1;
  }

  /** Output width: floor((W + 2p − k) / s) + 1. */
  public int outWidth() {
    return (width + 2 * padWidth - kernelWidth) / strideWidth + 1;
  }

  /** Thresholds, and weights an output channel: C·k_h·k_w. */
  public int patchSize() {
    return channels * kernelHeight * kernelWidth;
  }

  /** Values of one input image: C·H·W. */
  public int inputSize() {
    return channels * height * width;
  }

  /** Values of one output image: D·outH·outW. */
  public int outputSize() {
    return outChannels * outHeight() * outWidth();
  }

  private static void requirePositive(int value, String name) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + ", must be at least 1");
    }
  }

  /** Whether it is as large as what it reads: a dense layer. */
  public boolean readsAll() {
    return kernelHeight == height && kernelWidth == width && padHeight == 0 && padWidth == 0;
  }
}
