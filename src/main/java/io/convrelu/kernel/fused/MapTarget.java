package io.convrelu.kernel.fused;

import io.convrelu.kernel.tile.Layout;
import io.convrelu.kernel.tile.NativeFloats;
import io.convrelu.kernel.tile.Region;
import io.convrelu.kernel.tile.Tile;
import io.convrelu.kernel.tile.TilePasses;
import java.util.Optional;

/** Channels of a feature map. */
final class MapTarget implements UnitTarget {

  private final FeatureMap map;
  private final NativeFloats values;
  private final NativeFloats gradients;
  private final int first;
  private final int channels;
  private final TilePasses passes;
  private final Statistics statistics;

  /** Whether the batch's moments are wanted. */
  enum Statistics {
    WANTED,
    UNWANTED
  }

  /**
   * @param gradients on the way back; anything on the way forward
   */
  MapTarget(
      FeatureMap map,
      NativeFloats values,
      NativeFloats gradients,
      int first,
      int channels,
      TilePasses passes,
      Statistics statistics) {
    this.map = map;
    this.values = values;
    this.gradients = gradients;
    this.first = first;
    this.channels = channels;
    this.passes = passes;
    this.statistics = statistics;
  }

  private boolean fillsMap() {
    return first == 0 && Layout.blocks(channels) == map.blocks();
  }

  @Override
  public Region place(int image, Tile tile, NativeFloats scratch) {
    return fillsMap() ? map.region(values, image) : new Region(scratch, 0, tile.imageSize());
  }

  @Override
  public void accept(int image, Region result, Tile tile) {
    // What only pools has its result in a scratch of its own.
    if (result.memory() != values) {
      passes.place(result, map.region(values, image), tile, channels, first);
    }
    if (statistics == Statistics.WANTED) {
      passes.moments(result, tile, channels, first, map.moments());
    }
  }

  @Override
  public void gradient(int image, Region to, Tile tile) {
    passes.gather(
        map.region(gradients, image),
        map.region(values, image),
        to,
        tile,
        channels,
        first,
        map.correction());
  }

  @Override
  public Optional<Region> gradientInPlace(int image) {
    boolean whole = first == 0 && channels == map.shape().channels();
    return whole && !map.corrected() ? Optional.of(map.region(gradients, image)) : Optional.empty();
  }
}
