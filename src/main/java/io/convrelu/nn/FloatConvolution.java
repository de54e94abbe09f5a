package io.convrelu.nn;

import io.convrelu.kernel.ConvReluKernel;
import io.convrelu.kernel.ConvShape;
import io.convrelu.kernel.KernelProvider;
import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * float32 through the kernel of a provider. A batch passes in pieces that fit the cache, so that
 * scratch stays small and a piece is still in the cache when the kernel reads it.
 */
final class FloatConvolution implements ConvolutionArithmetic {

  private final ConvReluKernel kernel;
  private final int imagesPerPiece;
  private final int inputSize;
  private final int outputSize;
  private final float[] weights;
  private final float[] thresholds;
  private final float[] weightGradient;
  private final float[] input;
  private final float[] output;
  private float[] bias = ConvReluKernel.NONE;
  private float[] biasGradient = ConvReluKernel.NONE;
  private float[] thresholdGradient = ConvReluKernel.NONE;
  private float[] inputGradient = ConvReluKernel.NONE;

  FloatConvolution(KernelProvider provider, ConvShape shape) {
    this.kernel = provider.convRelu(shape);
    this.inputSize = shape.inputSize();
    this.outputSize = shape.outputSize();
    this.imagesPerPiece = kernel.preferredBatch();
    this.weights = new float[shape.outChannels() * shape.patchSize()];
    this.weightGradient = new float[weights.length];
    this.thresholds = new float[shape.patchSize()];
    this.input = new float[imagesPerPiece * inputSize];
    this.output = new float[imagesPerPiece * outputSize];
  }

  @Override
  public void loadThresholds(INDArray array) {
    NativeArrays.read(array, 0, thresholds, thresholds.length);
    if (thresholdGradient.length == 0) {
      thresholdGradient = new float[thresholds.length];
    }
  }

  @Override
  public void fixThresholds(double threshold) {
    Arrays.fill(thresholds, (float) threshold);
  }

  @Override
  public void loadWeights(INDArray array) {
    NativeArrays.read(array, 0, weights, weights.length);
  }

  @Override
  public void loadBias(INDArray array) {
    if (bias.length == 0) {
      bias = new float[Math.toIntExact(array.length())];
      biasGradient = new float[bias.length];
    }
    NativeArrays.read(array, 0, bias, bias.length);
  }

  @Override
  public void forward(INDArray x, INDArray y) {
    kernel.load(weights, thresholds, bias);
    int batch = Math.toIntExact(x.size(0));
    for (int n = 0; n < batch; n += imagesPerPiece) {
      int images = Math.min(imagesPerPiece, batch - n);
      NativeArrays.read(x, (long) n * inputSize, input, images * inputSize);
      kernel.forward(images, input, output);
      NativeArrays.write(output, y, (long) n * outputSize, images * outputSize);
    }
  }

  @Override
  public void backward(INDArray x, INDArray dy, Optional<INDArray> dx) {
    if (dx.isPresent() && inputGradient.length == 0) {
      inputGradient = new float[input.length];
    }
    Arrays.fill(weightGradient, 0);
    Arrays.fill(thresholdGradient, 0);
    Arrays.fill(biasGradient, 0);
    kernel.load(weights, thresholds, bias);
    int batch = Math.toIntExact(x.size(0));
    for (int n = 0; n < batch; n += imagesPerPiece) {
      int images = Math.min(imagesPerPiece, batch - n);
      NativeArrays.read(x, (long) n * inputSize, input, images * inputSize);
      NativeArrays.read(dy, (long) n * outputSize, output, images * outputSize);
      kernel.backward(
          images, input, output, inputGradient, weightGradient, thresholdGradient, biasGradient);
      if (dx.isPresent()) {
        NativeArrays.write(inputGradient, dx.get(), (long) n * inputSize, images * inputSize);
      }
    }
  }

  @Override
  public void storeWeightGradient(INDArray target) {
    NativeArrays.write(weightGradient, target, 0, weightGradient.length);
  }

  @Override
  public void storeThresholdGradient(INDArray target) {
    NativeArrays.write(thresholdGradient, target, 0, thresholdGradient.length);
  }

  @Override
  public void storeBiasGradient(INDArray target) {
    NativeArrays.write(biasGradient, target, 0, biasGradient.length);
  }
}
