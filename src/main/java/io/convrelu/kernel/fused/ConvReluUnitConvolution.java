package io.convrelu.kernel.fused;

import io.convrelu.kernel.ConvShape;
import io.convrelu.kernel.tile.ConvolutionMemory;
import io.convrelu.kernel.tile.Region;
import io.convrelu.kernel.tile.TileConvRelu;
import io.convrelu.kernel.tile.TileEngine;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A convolution with a threshold a channel and kernel position. */
final class ConvReluUnitConvolution implements UnitConvolution {

  private final TileConvRelu convolution;
  private final int weightsAt;
  private final int thresholdsAt;

  ConvReluUnitConvolution(TileEngine engine, ConvShape shape, int weightsAt, int thresholdsAt) {
    convolution = new TileConvRelu(engine, shape);
    this.weightsAt = weightsAt;
    this.thresholdsAt = thresholdsAt;
  }

  @Override
  public void load(int batch, int step, float[] parameters) {
    convolution.load(parameters, weightsAt, thresholdsAt);
  }

  @Override
  public void forward(int images, Region x, Region y) {
    convolution.forward(images, x.memory(), x.position(), y.memory(), y.position());
  }

  /** Thresholds are trained, so dx is always wanted. */
  @Override
  public void backward(int images, Region x, Region dy, Optional<Region> dx) {
    Region to = dx.orElseThrow();
    convolution.backward(
        images, x.memory(), x.position(), dy.memory(), dy.position(), to.memory(), to.position());
  }

  @Override
  public void store(float[] gradients) {
    convolution.store(gradients, weightsAt, thresholdsAt);
  }

  @Override
  public List<ConvolutionMemory> memory(Collection<Integer> tiles) {
    return convolution.memory(tiles);
  }

  @Override
  public void close() {
    convolution.close();
  }
}
