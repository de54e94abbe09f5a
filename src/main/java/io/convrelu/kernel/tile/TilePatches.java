package io.convrelu.kernel.tile;

/**
 * Spreads the patches of a convolution out as channels of their own, each value raised to the
 * threshold of its channel and kernel position, and the way back. Patch channel blocks are ordered
 * kernel position first: block {@code (a·k_w + b)·⌈C/B⌉ + c/B}. Thresholds lie in that order.
 */
public interface TilePatches {

  /**
   * Some output rows of one image.
   *
   * @param image where the image begins
   * @param firstRow of the output
   * @param rows how many
   * @param patches where the patches of these rows begin
   */
  record Rows(int image, int firstRow, int rows, int patches) {}

  /** patch = max(x̂, θ), with x̂ the zero-padded x. */
  void pack(NativeFloats x, NativeFloats patches, Rows at, float[] thresholds);

  /**
   * dx += g where x̂ &gt; θ, dθ += g elsewhere, with g the gradient of the patches.
   *
   * @param dxImage where the image begins in dx
   * @param dThresholds in the order of the thresholds
   */
  void unpack(
      NativeFloats patchGradient,
      NativeFloats x,
      NativeFloats dx,
      int dxImage,
      Rows at,
      float[] thresholds,
      float[] dThresholds);
}
