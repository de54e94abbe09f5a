package io.convrelu.zoo.plain;

import io.convrelu.kernel.fused.ConvSpec;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitRelu;

/**
 * A convolution without its activation.
 *
 * @param kernelHeight rows of the kernel
 * @param kernelWidth columns of the kernel
 * @param stride in both directions
 * @param paddingHeight zero rows above and below
 * @param paddingWidth zero columns left and right
 * @param outputs channels that it makes
 * @param bias whether a bias is added
 * @param weightInit how its weights start
 */
record ConvolutionSpec(
    int kernelHeight,
    int kernelWidth,
    int stride,
    int paddingHeight,
    int paddingWidth,
    int outputs,
    Bias bias,
    IWeightInit weightInit) {

  /** Whether a convolution has a bias. */
  enum Bias {
    NONE,
    ADDED
  }

  /**
   * A square convolution that keeps height and width (odd kernel, stride 1), without bias because
   * batch normalization follows sooner or later; weights as in He et al. 2015: normal with variance
   * 2 / (inputs · kernel²).
   */
  static ConvolutionSpec same(int kernel, int outputs) {
    int padding = (kernel - 1) / 2;
    return new ConvolutionSpec(
        kernel, kernel, 1, padding, padding, outputs, Bias.NONE, new WeightInitRelu());
  }

  /** A convolution over text of height 1, {@code kernel} characters wide, unpadded, with bias. */
  static ConvolutionSpec text(int kernel, int outputs, IWeightInit weightInit) {
    return new ConvolutionSpec(1, kernel, 1, 0, 0, outputs, Bias.ADDED, weightInit);
  }

  /** The same as part of a stage. */
  ConvSpec inStage() {
    return new ConvSpec(
        outputs,
        kernelHeight,
        kernelWidth,
        stride,
        paddingHeight,
        paddingWidth,
        bias == Bias.ADDED ? ConvSpec.Bias.ADDED : ConvSpec.Bias.NONE);
  }

  /** The same at another stride. */
  ConvolutionSpec withStride(int newStride) {
    return new ConvolutionSpec(
        kernelHeight,
        kernelWidth,
        newStride,
        paddingHeight,
        paddingWidth,
        outputs,
        bias,
        weightInit);
  }
}
