package io.convrelu.kernel.tile;

import io.convrelu.kernel.ConvShape;
import io.convrelu.kernel.tile.TapPanel.Plane;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@link TileConvolution} without a native library: all passes are products of weights and gathered
 * pixels. The same calls give the same bits. Weights are brought into the order of a pass when it
 * first runs, so a convolution of which one pass is used has the memory of that alone.
 */
final class JavaConvolution implements TileConvolution {

  private static final float[] NOT_YET = {};

  private final ConvShape shape;
  private final int images;
  private final TapProduct forward;
  private final List<TapProduct> backward = new ArrayList<>();
  private final float[] weights;
  private float[] forwardWeights = NOT_YET;
  private final List<float[]> backwardWeights = new ArrayList<>();
  private float[] gradient = NOT_YET;
  private boolean forwardLoaded;
  private boolean backwardLoaded;

  JavaConvolution(TapPanel panel, ConvShape shape, int images) {
    this.shape = shape;
    this.images = images;
    Plane in = new Plane(Layout.blocks(shape.channels()), shape.height() * shape.width());
    Plane out = new Plane(Layout.blocks(shape.outChannels()), shape.outHeight() * shape.outWidth());
    forward = new TapProduct(panel, Taps.forward(shape), in, out);
    Taps.backward(shape).forEach(taps -> backward.add(new TapProduct(panel, taps, out, in)));
    weights = new float[shape.outChannels() * shape.patchSize()];
  }

  @Override
  public void loadWeights(float[] values, int position) {
    System.arraycopy(values, position, weights, 0, weights.length);
    forwardLoaded = false;
    backwardLoaded = false;
  }

  private interface Weight {
    /** A weight in plain order and in that of a product. */
    void at(int plain, int ordered);
  }

  private enum Direction {
    FORWARD,
    BACKWARD
  }

  private void forEachWeight(TapProduct product, Direction direction, Weight action) {
    int[] kernel = product.taps().kernel();
    int positions = shape.kernelHeight() * shape.kernelWidth();
    for (int d = 0; d < shape.outChannels(); d++) {
      for (int c = 0; c < shape.channels(); c++) {
        int plain = (d * shape.channels() + c) * positions;
        for (int tap = 0; tap < kernel.length; tap++) {
          int ordered =
              switch (direction) {
                case FORWARD -> product.at(d, tap, c);
                case BACKWARD -> product.at(c, tap, d);
              };
          action.at(plain + kernel[tap], ordered);
        }
      }
    }
  }

  private float[] ordered(TapProduct product, Direction direction, float[] memory) {
    float[] ordered = memory == NOT_YET ? new float[product.size()] : memory;
    forEachWeight(product, direction, (plain, at) -> ordered[at] = weights[plain]);
    return ordered;
  }

  @Override
  public void forward(NativeFloats x, int xAt, NativeFloats y, int yAt) {
    if (!forwardLoaded) {
      forwardWeights = ordered(forward, Direction.FORWARD, forwardWeights);
      forwardLoaded = true;
    }
    forward.multiply(forwardWeights, images, x, xAt, y, yAt);
  }

  @Override
  public void backwardData(NativeFloats dy, int dyAt, NativeFloats dx, int dxAt) {
    for (int i = 0; i < backward.size(); i++) {
      if (backwardWeights.size() == i) {
        backwardWeights.add(NOT_YET);
      }
      if (!backwardLoaded) {
        backwardWeights.set(
            i, ordered(backward.get(i), Direction.BACKWARD, backwardWeights.get(i)));
      }
      backward.get(i).multiply(backwardWeights.get(i), images, dy, dyAt, dx, dxAt);
    }
    backwardLoaded = true;
  }

  @Override
  public void backwardWeights(NativeFloats x, int xAt, NativeFloats dy, int dyAt) {
    if (gradient == NOT_YET) {
      gradient = new float[forward.size()];
    }
    forward.outer(gradient, images, x, xAt, dy, dyAt);
  }

  @Override
  public void storeWeightGradient(float[] values, int position) {
    if (gradient != NOT_YET) {
      forEachWeight(
          forward, Direction.FORWARD, (plain, at) -> values[position + plain] += gradient[at]);
      Arrays.fill(gradient, 0f);
    }
  }

  @Override
  public void close() {
    // Nothing but arrays.
  }
}
