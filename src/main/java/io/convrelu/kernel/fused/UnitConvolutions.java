package io.convrelu.kernel.fused;

import io.convrelu.kernel.ConvShape;
import io.convrelu.kernel.tile.TileConvolution;
import io.convrelu.kernel.tile.TileEngine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A unit's convolution for every number of images that its tiles have had. */
final class UnitConvolutions {

  private final TileEngine engine;
  private final ConvShape shape;
  private final Map<Integer, TileConvolution> bySize = new HashMap<>();
  private final List<TileConvolution> inUse = new ArrayList<>();

  UnitConvolutions(TileEngine engine, ConvShape shape) {
    this.engine = engine;
    this.shape = shape;
  }

  /** Prepares for a batch that is cut into tiles of {@code step} images and a rest. */
  void load(int batch, int step, float[] parameters, int weightsAt) {
    inUse.clear();
    if (batch >= step) {
      load(step, parameters, weightsAt);
    }
    if (batch % step != 0) {
      load(batch % step, parameters, weightsAt);
    }
  }

  private void load(int images, float[] parameters, int weightsAt) {
    TileConvolution convolution = bySize.computeIfAbsent(images, n -> engine.convolution(shape, n));
    convolution.loadWeights(parameters, weightsAt);
    inUse.add(convolution);
  }

  TileConvolution of(int images) {
    return bySize.get(images);
  }

  /** Writes the gradient that all tiles have added up. */
  void storeWeightGradient(float[] gradients, int weightsAt) {
    java.util.Arrays.fill(gradients, weightsAt, weightsAt + weights(), 0f);
    inUse.forEach(convolution -> convolution.storeWeightGradient(gradients, weightsAt));
  }

  private int weights() {
    return shape.outChannels() * shape.patchSize();
  }
}
