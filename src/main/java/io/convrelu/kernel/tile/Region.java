package io.convrelu.kernel.tile;

/**
 * Where the images of a tile lie.
 *
 * @param memory the memory
 * @param position of the first value of the first image
 * @param imageStride values from one image to the next
 */
public record Region(NativeFloats memory, int position, int imageStride) {

  /** Index in the memory's bytes of a block of an image. */
  int index(int image, int block, int pixels) {
    return memory.index(at(image, block, pixels));
  }

  /** Position of a block of an image. */
  long at(int image, int block, int pixels) {
    return position + (long) image * imageStride + (long) block * pixels * Layout.BLOCK;
  }
}
