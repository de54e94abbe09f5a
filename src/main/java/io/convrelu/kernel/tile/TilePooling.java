package io.convrelu.kernel.tile;

/**
 * Pooling of dense tiles over 2×2 squares (a last odd row or column is left out) and over whole
 * channels, forward and backward.
 */
public interface TilePooling {

  /** Memory of a pass: full size on one side, pooled on the other. */
  record Pooled(NativeFloats full, NativeFloats pooled, int planes, int height, int width) {}

  /** The mean of each square. */
  void average(Pooled p);

  /** Gradient of {@link #average}: a quarter to each of four. */
  void spread(Pooled p);

  /** The largest of each square. */
  void maximum(Pooled p);

  /**
   * Gradient of {@link #maximum}: to the first of four that is the largest. The full side holds the
   * values on entry and the gradient on return.
   */
  void route(Pooled p);

  /** The mean of each channel. */
  void globalAverage(Pooled p);

  /** Gradient of {@link #globalAverage}. */
  void globalSpread(Pooled p);
}
