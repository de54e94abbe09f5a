package io.convrelu.kernel.fused;

import io.convrelu.kernel.tile.NativeFloats;

/** The convolution of a unit, with thresholds or without. Tiles are dense and begin at 0. */
interface UnitConvolution extends AutoCloseable {

  /** Prepares for a batch that is cut into tiles of {@code step} images and a rest. */
  void load(int batch, int step, float[] parameters);

  /** Overwrites y from a position on. */
  void forward(int images, NativeFloats x, NativeFloats y, int yAt);

  /** Adds to the gradients of the parameters; overwrites dx when it is wanted. */
  void backward(int images, NativeFloats x, NativeFloats dy, NativeFloats dx, boolean wanted);

  /** Writes the gradients that all tiles have added up. */
  void store(float[] gradients);

  /** Gives native memory back. */
  @Override
  void close();
}
