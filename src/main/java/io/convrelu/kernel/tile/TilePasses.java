package io.convrelu.kernel.tile;

import io.convrelu.kernel.ConvShape;

/**
 * The arithmetic on a tile besides convolution; memory is read and written once a pass. Channel
 * arrays cover whole blocks. Pointwise passes may write where they read.
 */
public interface TilePasses {

  /** Name for logs. */
  String name();

  /** Pooling. */
  TilePooling pooling();

  /** Patches of a convolution. */
  TilePatches patches(ConvShape shape);

  /** The inner loops of convolutions. */
  TapPanel panel();

  /** Rows of text. */
  TileTexts texts();

  /** y = f(x). */
  void activate(Region x, Region y, Tile tile, ChannelFunction function);

  /**
   * The gradient of x from that of y: {@code dx = scale·g} with {@code g = dy·f'(z)}.
   *
   * @param centre near the mean of x, for the sums
   * @param sums added to
   * @param write whether dx is overwritten or added to
   */
  void differentiate(
      Region x,
      Region dy,
      Region dx,
      Tile tile,
      ChannelFunction function,
      float[] centre,
      GradientSums sums,
      Write write);

  /** y = f of {@code scale·x + addendScale·addend + shift}. */
  void activateSum(
      Region x, Region addend, float[] addendScale, Region y, Tile tile, ChannelFunction function);

  /** The gradients of both operands of a sum from that of y. */
  void differentiateSum(
      Operand x, Operand addend, Region dy, Tile tile, ChannelFunction function, GradientSums sums);

  /** Adds every channel of x to the moments of channels {@code first} and up. */
  void moments(Region x, Tile tile, int channels, int first, Moments moments);

  /**
   * Copies {@code channels} channels of x to channels {@code first} and up of y, zeroes what
   * follows them in their last block, and leaves what stands before them.
   */
  void place(Region x, Region y, Tile tile, int channels, int first);

  /**
   * y = x + constant + factor·(v − centre) for channels {@code first} and up of x and v, the
   * channel arrays beginning at the same channel; y begins at channel 0 and ends in zeros.
   */
  void gather(
      Region x, Region v, Region y, Tile tile, int channels, int first, Correction correction);

  /** acc += x, so many values. */
  void add(NativeFloats x, NativeFloats acc, int count);

  /** The same between positions. */
  void add(NativeFloats x, int xAt, NativeFloats acc, int accAt, int count);

  /**
   * One operand of a sum on the way back.
   *
   * @param values of the operand
   * @param gradient gets {@code scale·g}
   * @param scale factor in the sum
   * @param centre near the mean of the values, for the sums
   * @param write whether the gradient is overwritten or added to
   */
  record Operand(Region values, Region gradient, float[] scale, float[] centre, Write write) {}

  /** Whether a pass overwrites or adds. */
  enum Write {
    OVERWRITE,
    ADD
  }

  /**
   * What batch statistics add to a gradient: {@code constant + factor·(v − centre)} a channel.
   *
   * @param constant added
   * @param factor of the distance from the centre
   * @param centre the mean of v
   */
  record Correction(float[] constant, float[] factor, float[] centre) {}
}
