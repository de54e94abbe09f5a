package io.convrelu.kernel.fused;

import static io.convrelu.kernel.tile.Layout.BLOCK;

import io.convrelu.kernel.tile.ChannelFunction;
import io.convrelu.kernel.tile.Region;
import java.nio.FloatBuffer;

/** Reads one image of a blocked map as an activation does, for observers; not for speed. */
final class BlockedReader {

  private BlockedReader() {}

  /**
   * {@code scale·x + shift} of the first channels.
   *
   * @param image where the image begins
   * @param shape of what is read
   * @param to row-major {@code [C, H, W]}, overwritten
   */
  static void read(Region image, MapShape shape, ChannelFunction function, float[] to) {
    int pixels = shape.pixels();
    FloatBuffer blocks = image.memory().floats(image.position(), image.imageStride());
    for (int c = 0; c < shape.channels(); c++) {
      float scale = function.scale()[c];
      float shift = function.shift()[c];
      int at = c / BLOCK * pixels * BLOCK + c % BLOCK;
      for (int p = 0; p < pixels; p++) {
        to[c * pixels + p] = scale * blocks.get(at + p * BLOCK) + shift;
      }
    }
  }

  /** Adds {@code scale·x} of the first channels to what has been read. */
  static void add(Region image, MapShape shape, float[] scale, float[] to) {
    int pixels = shape.pixels();
    FloatBuffer blocks = image.memory().floats(image.position(), image.imageStride());
    for (int c = 0; c < shape.channels(); c++) {
      int at = c / BLOCK * pixels * BLOCK + c % BLOCK;
      for (int p = 0; p < pixels; p++) {
        to[c * pixels + p] += scale[c] * blocks.get(at + p * BLOCK);
      }
    }
  }
}
