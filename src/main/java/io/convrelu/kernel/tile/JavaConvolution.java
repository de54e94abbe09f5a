package io.convrelu.kernel.tile;

import static io.convrelu.kernel.ConvReluKernel.NONE;

import io.convrelu.kernel.ConvReluKernel;
import io.convrelu.kernel.ConvShape;
import io.convrelu.kernel.KernelProvider;
import io.convrelu.kernel.NonFiniteValueException;
import java.util.Arrays;

/**
 * {@link TileConvolution} without a native library: the convolution kernels of the plain layers,
 * with thresholds of −∞. Their inner loops run over pixels, so tiles are brought to planes and
 * back, which costs little beside the products. The same calls give the same bits.
 */
final class JavaConvolution implements TileConvolution {

  private final ConvReluKernel kernel;
  private final int images;
  private final int piece;
  private final BlockedPlanes source;
  private final BlockedPlanes target;
  private final float[] weights;
  private final float[] thresholds;
  private final float[] weightGradient;
  private final float[] input;
  private final float[] output;
  private final float[] strip = Strip.array();

  JavaConvolution(KernelProvider provider, ConvShape shape, int images) {
    this.images = images;
    kernel = provider.convRelu(shape);
    piece = Math.min(images, kernel.preferredBatch());
    source = new BlockedPlanes(shape.channels(), shape.height() * shape.width());
    target = new BlockedPlanes(shape.outChannels(), shape.outHeight() * shape.outWidth());
    weights = new float[shape.outChannels() * shape.patchSize()];
    weightGradient = new float[weights.length];
    thresholds = new float[shape.patchSize()];
    Arrays.fill(thresholds, Float.NEGATIVE_INFINITY);
    input = new float[piece * source.size()];
    output = new float[piece * target.size()];
  }

  @Override
  public void loadWeights(float[] values, int position) {
    System.arraycopy(values, position, weights, 0, weights.length);
    kernel.load(weights, thresholds, NONE);
  }

  private interface Piece {
    void run(int count, long sourceAt, long targetAt);
  }

  private void forEachPiece(Piece action) {
    for (int image = 0; image < images; image += piece) {
      action.run(
          Math.min(piece, images - image),
          (long) image * source.blockedSize(),
          (long) image * target.blockedSize());
    }
  }

  /** Values that are not finite make all of the piece's results NaN. */
  @Override
  public void forward(NativeFloats x, int xAt, NativeFloats y, int yAt) {
    forEachPiece(
        (count, sourceAt, targetAt) -> {
          source.read(x, xAt + sourceAt, count, input, strip);
          try {
            kernel.forward(count, input, output);
          } catch (NonFiniteValueException e) {
            // A diverged training is found by its loss, whatever convolution it runs on.
            Arrays.fill(output, Float.NaN);
          }
          target.write(output, y, yAt + targetAt, count, strip);
        });
  }

  @Override
  public void backwardData(NativeFloats dy, int dyAt, NativeFloats dx, int dxAt) {
    forEachPiece(
        (count, sourceAt, targetAt) -> {
          target.read(dy, dyAt + targetAt, count, output, strip);
          // Without thresholds the gradient of the input does not depend on the input.
          kernel.backward(count, input, output, input, NONE, NONE, NONE);
          source.write(input, dx, dxAt + sourceAt, count, strip);
        });
  }

  @Override
  public void backwardWeights(NativeFloats x, int xAt, NativeFloats dy, int dyAt) {
    forEachPiece(
        (count, sourceAt, targetAt) -> {
          source.read(x, xAt + sourceAt, count, input, strip);
          target.read(dy, dyAt + targetAt, count, output, strip);
          kernel.backward(count, input, output, NONE, weightGradient, NONE, NONE);
        });
  }

  @Override
  public void storeWeightGradient(float[] values, int position) {
    for (int i = 0; i < weightGradient.length; i++) {
      values[position + i] += weightGradient[i];
    }
    Arrays.fill(weightGradient, 0f);
  }

  @Override
  public void close() {
    // Nothing but arrays.
  }
}
