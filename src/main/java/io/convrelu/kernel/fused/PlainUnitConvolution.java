package io.convrelu.kernel.fused;

import io.convrelu.kernel.ConvShape;
import io.convrelu.kernel.tile.ConvolutionMemory;
import io.convrelu.kernel.tile.Region;
import io.convrelu.kernel.tile.TileConvolution;
import io.convrelu.kernel.tile.TileConvolutions;
import io.convrelu.kernel.tile.TileEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** An ordinary convolution, for every number of images that tiles have had. */
final class PlainUnitConvolution implements UnitConvolution {

  private final ConvShape shape;
  private final int weightsAt;
  private final TileConvolutions bySize;
  private final List<TileConvolution> inUse = new ArrayList<>();

  PlainUnitConvolution(TileEngine engine, ConvShape shape, int weightsAt) {
    bySize = new TileConvolutions(engine, shape);
    this.shape = shape;
    this.weightsAt = weightsAt;
  }

  @Override
  public void load(int batch, int step, float[] parameters) {
    inUse.clear();
    bySize.trim();
    if (batch >= step) {
      load(step, parameters);
    }
    if (batch % step != 0) {
      load(batch % step, parameters);
    }
  }

  private void load(int images, float[] parameters) {
    TileConvolution convolution = bySize.of(images);
    convolution.loadWeights(parameters, weightsAt);
    inUse.add(convolution);
  }

  @Override
  public void forward(int images, Region x, Region y) {
    bySize.of(images).forward(x.memory(), x.position(), y.memory(), y.position());
  }

  @Override
  public void backward(int images, Region x, Region dy, Optional<Region> dx) {
    TileConvolution convolution = bySize.of(images);
    convolution.backwardWeights(x.memory(), x.position(), dy.memory(), dy.position());
    dx.ifPresent(
        to -> convolution.backwardData(dy.memory(), dy.position(), to.memory(), to.position()));
  }

  @Override
  public void store(float[] gradients) {
    int weights = shape.outChannels() * shape.patchSize();
    Arrays.fill(gradients, weightsAt, weightsAt + weights, 0f);
    inUse.forEach(convolution -> convolution.storeWeightGradient(gradients, weightsAt));
  }

  @Override
  public List<ConvolutionMemory> memory(Collection<Integer> tiles) {
    return bySize.memory(tiles);
  }

  @Override
  public void close() {
    inUse.clear();
    bySize.close();
  }
}
