package io.convrelu.kernel.tile;

import static io.convrelu.kernel.tile.Layout.BLOCK;

/**
 * Moves channels between a tensor of their own and their place in a wider one, where they may begin
 * in the middle of a block, in plain loops.
 */
final class ScalarCopies {

  /** A strip of one block and of the next. */
  private final float[][] x = {Strip.array(), Strip.array()};

  private final float[][] v = {Strip.array(), Strip.array()};
  private final float[] y = Strip.array();

  void place(Region from, Region to, Tile tile, int channels, int first) {
    int size = tile.pixels() * BLOCK;
    int last = (first + channels - 1) / BLOCK;
    for (int image = 0; image < tile.images(); image++) {
      for (int target = first / BLOCK; target <= last; target++) {
        long yAt = to.at(image, target, tile.pixels());
        int source = target - first / BLOCK;
        for (int i = 0; i < size; i += Strip.SIZE) {
          int count = Math.min(Strip.SIZE, size - i);
          to.memory().read(yAt + i, y, count);
          readTwo(from, image, source - 1, tile, i, count, x);
          for (int lane = 0; lane < BLOCK; lane++) {
            int channel = target * BLOCK + lane - first;
            if (channel >= channels) {
              zero(lane, count);
            } else if (channel >= 0) {
              copy(x[channel / BLOCK - source + 1], channel % BLOCK, lane, count);
            }
          }
          to.memory().write(yAt + i, y, count);
        }
      }
    }
  }

  /** Reads a block and the next, those of them that are in the tile. */
  private static void readTwo(
      Region from, int image, int block, Tile tile, int i, int count, float[][] strips) {
    for (int b = 0; b < 2; b++) {
      if (block + b >= 0 && block + b < tile.blocks()) {
        from.memory().read(from.at(image, block + b, tile.pixels()) + i, strips[b], count);
      }
    }
  }

  private void zero(int lane, int count) {
    for (int i = lane; i < count; i += BLOCK) {
      y[i] = 0f;
    }
  }

  private void copy(float[] source, int from, int lane, int count) {
    int shift = from - lane;
    for (int i = lane; i < count; i += BLOCK) {
      y[i] = source[i + shift];
    }
  }

  void gather(
      Region from,
      Region values,
      Region to,
      Tile tile,
      int channels,
      int first,
      TilePasses.Correction correction) {
    int size = tile.pixels() * BLOCK;
    // Of the wider tensor, what is read.
    Tile wide = new Tile(1, Layout.blocks(first + channels), tile.pixels());
    for (int image = 0; image < tile.images(); image++) {
      for (int block = 0; block < tile.blocks(); block++) {
        long yAt = to.at(image, block, tile.pixels());
        int source = first / BLOCK + block;
        for (int i = 0; i < size; i += Strip.SIZE) {
          int count = Math.min(Strip.SIZE, size - i);
          readTwo(from, image, source, wide, i, count, x);
          readTwo(values, image, source, wide, i, count, v);
          for (int lane = 0; lane < BLOCK; lane++) {
            int channel = block * BLOCK + lane;
            if (channel < channels) {
              int at = first + channel;
              int half = at / BLOCK - source;
              correct(x[half], v[half], at % BLOCK, lane, count, correction, at);
            } else {
              zero(lane, count);
            }
          }
          to.memory().write(yAt + i, y, count);
        }
      }
    }
  }

  private void correct(
      float[] gradient,
      float[] value,
      int from,
      int lane,
      int count,
      TilePasses.Correction correction,
      int channel) {
    float constant = correction.constant()[channel];
    float factor = correction.factor()[channel];
    float centre = correction.centre()[channel];
    int shift = from - lane;
    for (int i = lane; i < count; i += BLOCK) {
      y[i] = (value[i + shift] - centre) * factor + (gradient[i + shift] + constant);
    }
  }
}
