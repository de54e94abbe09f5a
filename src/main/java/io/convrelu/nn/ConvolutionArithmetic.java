package io.convrelu.nn;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A ConvReLU kernel on ND4J arrays of one data type, for one geometry. All arrays are dense. */
interface ConvolutionArithmetic {

  /** Takes trained thresholds {@code [C, k_h, k_w]}. */
  void loadThresholds(INDArray thresholds);

  /** Takes one fixed threshold for every patch entry; its gradient is not computed. */
  void fixThresholds(double threshold);

  /** Takes weights {@code [D, C, k_h, k_w]}. */
  void loadWeights(INDArray weights);

  /** Takes the bias {@code [D]}. */
  void loadBias(INDArray bias);

  /**
   * Writes y {@code [N, D, outH, outW]}.
   *
   * @throws io.convrelu.kernel.NonFiniteValueException when x holds a NaN or an infinity
   */
  void forward(INDArray x, INDArray y);

  /** Keeps the gradients of parameters; overwrites dx {@code [N, C, H, W]} where there is one. */
  void backward(INDArray x, INDArray dy, Optional<INDArray> dx);

  /** Writes the last backward's gradient of the weights. */
  void storeWeightGradient(INDArray target);

  /** Writes the last backward's gradient of the thresholds. */
  void storeThresholdGradient(INDArray target);

  /** Writes the last backward's gradient of the bias. */
  void storeBiasGradient(INDArray target);
}
