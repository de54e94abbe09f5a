package io.convrelu.kernel.tile;

/**
 * A convolution, stride and padding included, of a tile with a fixed number of images, without
 * bias. Input is {@code [n, C, H, W]} and output {@code [n, D, outH, outW]}, both blocked and
 * dense. Belongs to one thread at a time.
 */
public interface TileConvolution extends AutoCloseable {

  /** Takes weights {@code [D, C, k_h, k_w]}, row-major, from a position of an array. */
  void loadWeights(float[] values, int position);

  /** Overwrites the output. Positions count float values. */
  void forward(NativeFloats x, int xAt, NativeFloats y, int yAt);

  /** Overwrites the gradient of the input. */
  void backwardData(NativeFloats dy, int dyAt, NativeFloats dx, int dxAt);

  /** Adds this tile's part to the gradient of the weights, which begins as 0. */
  void backwardWeights(NativeFloats x, int xAt, NativeFloats dy, int dyAt);

  /** Adds the gradient of the weights to an array, row-major, and begins at 0 again. */
  void storeWeightGradient(float[] values, int position);

  @Override
  void close();
}
