package io.convrelu.nn;

import io.convrelu.kernel.ChannelStatistics;
import io.convrelu.kernel.ReferenceBatchNorm;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Double precision through the plain reference: for gradient checks, not for speed. */
record DoubleBatchNorm(double epsilon) implements BatchNormArithmetic {

  @Override
  public ChannelStatistics statistics(INDArray x) {
    return reference(x).statistics(NativeArrays.readDoubles(x));
  }

  @Override
  public void forward(
      INDArray x, ChannelStatistics statistics, double[] gamma, double[] beta, INDArray y) {
    double[] values = NativeArrays.readDoubles(x);
    reference(x).forward(values, statistics, gamma, beta, values);
    NativeArrays.writeDoubles(values, y);
  }

  @Override
  public ScaleGradients backward(
      INDArray x, ChannelStatistics statistics, double[] gamma, INDArray dy, INDArray dx) {
    ScaleGradients gradients =
        new ScaleGradients(new double[gamma.length], new double[gamma.length]);
    double[] values = NativeArrays.readDoubles(dy);
    reference(x)
        .backward(
            NativeArrays.readDoubles(x),
            statistics,
            gamma,
            values,
            values,
            gradients.gamma(),
            gradients.beta());
    NativeArrays.writeDoubles(values, dx);
    return gradients;
  }

  private ReferenceBatchNorm reference(INDArray x) {
    return new ReferenceBatchNorm(
        Math.toIntExact(x.size(0)),
        Math.toIntExact(x.size(1)),
        BatchNormArithmetic.positions(x),
        epsilon);
  }
}
