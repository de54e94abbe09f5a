package io.convrelu.kernel.tile;

/**
 * The part of a batch that one pass works on.
 *
 * @param images how many
 * @param blocks of channels, from the first on
 * @param pixels H·W
 */
public record Tile(int images, int blocks, int pixels) {

  /** Values when images lie densely side by side. */
  public int size() {
    return images * imageSize();
  }

  /** Values of one image. */
  public int imageSize() {
    return blocks * pixels * Layout.BLOCK;
  }
}
