package io.convrelu.kernel.fused;

import io.convrelu.kernel.tile.NativeFloats;
import io.convrelu.kernel.tile.Region;
import io.convrelu.kernel.tile.Tile;
import java.util.Optional;

/** Where the results of a unit go, and where their gradient comes from. */
interface UnitTarget {

  /** Where the result of the images from one on is to be computed: a scratch, or its place. */
  Region place(int image, Tile tile, NativeFloats scratch);

  /** Takes the result that lies where {@link #place} said. */
  void accept(int image, Region result, Tile tile);

  /** Brings the gradient of the images from one on to a dense tile. */
  void gradient(int image, Region to, Tile tile);

  /** Where that gradient lies as a dense tile already, if it does. */
  Optional<Region> gradientInPlace(int image);
}
