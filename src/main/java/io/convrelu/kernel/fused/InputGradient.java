package io.convrelu.kernel.fused;

import io.convrelu.kernel.tile.Region;
import io.convrelu.kernel.tile.TilePasses.Write;

/**
 * Where the gradient of something that a unit reads goes.
 *
 * @param region of the map's gradient
 * @param write whether the unit is the first to write it
 */
record InputGradient(Region region, Write write) {

  /** The images from one on. */
  InputGradient from(int image) {
    return new InputGradient(UnitInputs.from(region, image), write);
  }
}
