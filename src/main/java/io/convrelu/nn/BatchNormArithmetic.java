package io.convrelu.nn;

import io.convrelu.kernel.ChannelStatistics;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Batch normalization of {@code [N, C, …]} in one precision. Arrays are dense and row-major. */
interface BatchNormArithmetic {

  /** Gradients of γ and β, {@code [C]} each. */
  record ScaleGradients(double[] gamma, double[] beta) {}

  /** Statistics of a batch. */
  ChannelStatistics statistics(INDArray x);

  /** Overwrites y. */
  void forward(INDArray x, ChannelStatistics statistics, double[] gamma, double[] beta, INDArray y);

  /** Overwrites dx; the statistics are those of x. */
  ScaleGradients backward(
      INDArray x, ChannelStatistics statistics, double[] gamma, INDArray dy, INDArray dx);

  /** Values of a channel in an example. */
  static int positions(INDArray x) {
    return Math.toIntExact(x.length() / x.size(0) / x.size(1));
  }
}
