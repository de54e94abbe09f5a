package io.convrelu.kernel.fused;

import io.convrelu.kernel.ConvShape;
import io.convrelu.kernel.tile.NativeFloats;
import io.convrelu.kernel.tile.TileConvRelu;
import io.convrelu.kernel.tile.TileEngine;

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
  public void forward(int images, NativeFloats x, NativeFloats y, int yAt) {
    convolution.forward(images, x, y, yAt);
  }

  @Override
  public void backward(
      int images, NativeFloats x, NativeFloats dy, NativeFloats dx, boolean wanted) {
    convolution.backward(images, x, dy, dx);
  }

  @Override
  public void store(float[] gradients) {
    convolution.store(gradients, weightsAt, thresholdsAt);
  }

  @Override
  public void close() {
    convolution.close();
  }
}
