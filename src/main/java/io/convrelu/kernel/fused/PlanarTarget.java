package io.convrelu.kernel.fused;

import io.convrelu.kernel.tile.NativeFloats;
import io.convrelu.kernel.tile.PlanarCopies;
import io.convrelu.kernel.tile.Region;
import io.convrelu.kernel.tile.Tile;
import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * The output of a stage, plain {@code [N, C, H, W]}.
 *
 * @param plain the output, or on the way back its gradient
 * @param shape of one image
 */
record PlanarTarget(FloatBuffer plain, MapShape shape) implements UnitTarget {

  @Override
  public Region place(int image, Tile tile, NativeFloats scratch) {
    return new Region(scratch, 0, tile.imageSize());
  }

  @Override
  public void accept(int image, Region result, Tile tile) {
    PlanarCopies.write(result, plain, image * shape.size(), tile, shape.channels());
  }

  @Override
  public void gradient(int image, Region to, Tile tile) {
    PlanarCopies.read(plain, image * shape.size(), to, tile, shape.channels());
  }

  @Override
  public Optional<Region> gradientInPlace(int image) {
    return Optional.empty();
  }
}
