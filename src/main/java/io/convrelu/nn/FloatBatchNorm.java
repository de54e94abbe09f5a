package io.convrelu.nn;

import io.convrelu.kernel.BatchNormKernel;
import io.convrelu.kernel.ChannelGradients;
import io.convrelu.kernel.ChannelMoments;
import io.convrelu.kernel.ChannelNorm;
import io.convrelu.kernel.ChannelStatistics;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * float32 through a kernel, in pieces of whole examples that the cache holds. How a batch is cut
 * changes nothing in the result.
 */
final class FloatBatchNorm implements BatchNormArithmetic {

  /** Values of a piece: 256 KiB. */
  private static final int PIECE = 1 << 16;

  /** What is done with one piece. */
  private interface Step {
    void apply(int examples, long at, int count);
  }

  private final BatchNormKernel kernel;
  private final double epsilon;
  private float[] values = {};
  private float[] gradients = {};

  FloatBatchNorm(BatchNormKernel kernel, double epsilon) {
    this.kernel = kernel;
    this.epsilon = epsilon;
  }

  @Override
  public ChannelStatistics statistics(INDArray x) {
    ChannelMoments moments = new ChannelMoments(Math.toIntExact(x.size(1)));
    int positions = BatchNormArithmetic.positions(x);
    inPieces(
        x,
        (examples, at, count) -> {
          NativeArrays.read(x, at, values, count);
          kernel.moments(examples, positions, values, moments);
        });
    return moments.statistics();
  }

  @Override
  public void forward(
      INDArray x, ChannelStatistics statistics, double[] gamma, double[] beta, INDArray y) {
    ChannelNorm norm = new ChannelNorm(statistics, gamma, beta, epsilon);
    int positions = BatchNormArithmetic.positions(x);
    inPieces(
        x,
        (examples, at, count) -> {
          NativeArrays.read(x, at, values, count);
          kernel.forward(examples, positions, values, norm, values);
          NativeArrays.write(values, y, at, count);
        });
  }

  @Override
  public ScaleGradients backward(
      INDArray x, ChannelStatistics statistics, double[] gamma, INDArray dy, INDArray dx) {
    // β has no part in any gradient.
    ChannelNorm norm = new ChannelNorm(statistics, gamma, new double[gamma.length], epsilon);
    ChannelGradients sums = new ChannelGradients(norm);
    int positions = BatchNormArithmetic.positions(x);
    inPieces(
        x,
        (examples, at, count) -> {
          NativeArrays.read(x, at, values, count);
          NativeArrays.read(dy, at, gradients, count);
          kernel.gradients(examples, positions, values, gradients, sums);
        });
    inPieces(
        x,
        (examples, at, count) -> {
          NativeArrays.read(x, at, values, count);
          NativeArrays.read(dy, at, gradients, count);
          kernel.backward(examples, positions, values, sums, gradients);
          NativeArrays.write(gradients, dx, at, count);
        });
    return new ScaleGradients(sums.gamma(), sums.beta());
  }

  private void inPieces(INDArray x, Step step) {
    int batch = Math.toIntExact(x.size(0));
    int size = Math.toIntExact(x.length() / batch);
    int most = Math.min(batch, Math.max(1, PIECE / size));
    if (values.length < most * size) {
      values = new float[most * size];
      gradients = new float[most * size];
    }
    for (int n = 0; n < batch; n += most) {
      int examples = Math.min(most, batch - n);
      step.apply(examples, (long) n * size, examples * size);
    }
  }
}
