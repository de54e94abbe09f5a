package io.convrelu.kernel.fused;

import java.util.stream.IntStream;

/**
 * The order in which a unit takes the tiles of a batch. Units take turns in going up and down: what
 * one has read and written last is still in the shared cache when the next begins with it.
 */
enum TileOrder {
  UP,
  DOWN;

  static TileOrder ofUnit(int unit) {
    return unit % 2 == 0 ? UP : DOWN;
  }

  /** First image of each tile. */
  int[] starts(int batch, int step) {
    int tiles = (batch + step - 1) / step;
    return IntStream.range(0, tiles)
        .map(tile -> (this == UP ? tile : tiles - 1 - tile) * step)
        .toArray();
  }
}
