package io.convrelu.kernel.fused;

import io.convrelu.kernel.tile.Region;
import java.util.Optional;

/**
 * What a unit reads: whole batches, or the images of a tile.
 *
 * @param source the map, or what is to be added to
 * @param addend what is added
 */
record UnitInputs(Region source, Optional<Region> addend) {

  /** The images from one on. */
  UnitInputs from(int image) {
    return new UnitInputs(from(source, image), addend.map(region -> from(region, image)));
  }

  /** The images of a region from one on. */
  static Region from(Region region, int image) {
    return new Region(
        region.memory(), region.position() + image * region.imageStride(), region.imageStride());
  }
}
