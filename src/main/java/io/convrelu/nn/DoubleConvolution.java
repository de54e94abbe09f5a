package io.convrelu.nn;

import io.convrelu.kernel.ConvShape;
import io.convrelu.kernel.ReferenceConvRelu;
import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Double precision through the plain reference: for gradient checks, not for speed. */
final class DoubleConvolution implements ConvolutionArithmetic {

  private final ReferenceConvRelu reference;
  private final ConvShape shape;
  private double[] weights = {};
  private double[] thresholds = {};
  private double[] bias = {};
  private double[] weightGradient = {};
  private double[] thresholdGradient = {};
  private double[] biasGradient = {};

  DoubleConvolution(ConvShape shape) {
    this.shape = shape;
    this.reference = new ReferenceConvRelu(shape);
  }

  @Override
  public void loadThresholds(INDArray array) {
    thresholds = NativeArrays.readDoubles(array);
  }

  @Override
  public void fixThresholds(double threshold) {
    thresholds = new double[shape.patchSize()];
    Arrays.fill(thresholds, threshold);
  }

  @Override
  public void loadWeights(INDArray array) {
    weights = NativeArrays.readDoubles(array);
  }

  @Override
  public void loadBias(INDArray array) {
    bias = NativeArrays.readDoubles(array);
  }

  @Override
  public void forward(INDArray x, INDArray y) {
    double[] out = new double[Math.toIntExact(y.length())];
    reference.forward(
        Math.toIntExact(x.size(0)), NativeArrays.readDoubles(x), weights, thresholds, bias, out);
    NativeArrays.writeDoubles(out, y);
  }

  @Override
  public void backward(INDArray x, INDArray dy, Optional<INDArray> dx) {
    weightGradient = new double[weights.length];
    thresholdGradient = new double[thresholds.length];
    biasGradient = new double[bias.length];
    double[] inputGradient = new double[dx.isPresent() ? Math.toIntExact(x.length()) : 0];
    reference.backward(
        Math.toIntExact(x.size(0)),
        NativeArrays.readDoubles(x),
        weights,
        thresholds,
        NativeArrays.readDoubles(dy),
        inputGradient,
        weightGradient,
        thresholdGradient,
        biasGradient);
    dx.ifPresent(target -> NativeArrays.writeDoubles(inputGradient, target));
  }

  @Override
  public void storeWeightGradient(INDArray target) {
    NativeArrays.writeDoubles(weightGradient, target);
  }

  @Override
  public void storeThresholdGradient(INDArray target) {
    NativeArrays.writeDoubles(thresholdGradient, target);
  }

  @Override
  public void storeBiasGradient(INDArray target) {
    NativeArrays.writeDoubles(biasGradient, target);
  }
}
