package io.convrelu.kernel.tile;

import static io.convrelu.kernel.tile.Layout.BLOCK;

import java.nio.FloatBuffer;

/** Between blocked tiles and plain {@code [N, C, H, W]} memory. */
public final class PlanarCopies {

  private PlanarCopies() {}

  /** Fills blocks from plain images; channels that only fill a block become 0. */
  public static void read(FloatBuffer plain, int position, Region to, Tile tile, int channels) {
    FloatBuffer target = whole(to);
    int pixels = tile.pixels();
    for (int image = 0; image < tile.images(); image++) {
      for (int block = 0; block < tile.blocks(); block++) {
        int at = to.position() + image * to.imageStride() + block * pixels * BLOCK;
        int lanes = Math.min(BLOCK, channels - block * BLOCK);
        for (int lane = 0; lane < lanes; lane++) {
          int from = position + (image * channels + block * BLOCK + lane) * pixels;
          for (int p = 0; p < pixels; p++) {
            target.put(at + p * BLOCK + lane, plain.get(from + p));
          }
        }
        for (int lane = lanes; lane < BLOCK; lane++) {
          for (int p = 0; p < pixels; p++) {
            target.put(at + p * BLOCK + lane, 0f);
          }
        }
      }
    }
  }

  /** Writes blocks as plain images. */
  public static void write(Region from, FloatBuffer plain, int position, Tile tile, int channels) {
    FloatBuffer source = whole(from);
    int pixels = tile.pixels();
    for (int image = 0; image < tile.images(); image++) {
      for (int c = 0; c < channels; c++) {
        int at =
            from.position() + image * from.imageStride() + c / BLOCK * pixels * BLOCK + c % BLOCK;
        int to = position + (image * channels + c) * pixels;
        for (int p = 0; p < pixels; p++) {
          plain.put(to + p, source.get(at + p * BLOCK));
        }
      }
    }
  }

  private static FloatBuffer whole(Region region) {
    return region.memory().floats(0, Math.toIntExact(region.memory().size()));
  }
}
