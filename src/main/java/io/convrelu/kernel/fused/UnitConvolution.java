package io.convrelu.kernel.fused;

import io.convrelu.kernel.tile.ConvolutionMemory;
import io.convrelu.kernel.tile.Region;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The convolution of a unit, with thresholds or without. Tiles are dense. */
interface UnitConvolution extends AutoCloseable {

  /** Prepares for a batch that is cut into tiles of {@code step} images and a rest. */
  void load(int batch, int step, float[] parameters);

  /** Overwrites y. */
  void forward(int images, Region x, Region y);

  /** Adds to the gradients of the parameters; overwrites dx when it is wanted. */
  void backward(int images, Region x, Region dy, Optional<Region> dx);

  /** Writes the gradients that all tiles have added up. */
  void store(float[] gradients);

  /**
   * What it takes in native memory when batches are cut into tiles of these sizes.
   *
   * @param tiles images of a tile
   */
  List<ConvolutionMemory> memory(Collection<Integer> tiles);

  /** Gives native memory back. */
  @Override
  void close();
}
