package io.convrelu.bench.peer;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Makes blocks and keeps their parameters. */
final class Blocks {

  private static final double BATCH_NORM_MOMENTUM = 0.1;
  private static final double BATCH_NORM_EPSILON = 1e-5;

  private final Parameters parameters;
  private final TensorOptional none = new TensorOptional();

  Blocks(Parameters parameters) {
    this.parameters = parameters;
  }

  /** A square convolution that pads to keep height and width at stride 1; no bias. */
  Block convolution(int inputs, int kernel, int stride, int outputs) {
    Tensor weights =
        parameters.normal((long) inputs * kernel * kernel, outputs, inputs, kernel, kernel);
    long[] strides = {stride, stride};
    long[] padding = {kernel / 2, kernel / 2};
    long[] dilation = {1, 1};
    return x -> torch.conv2d(x, weights, none, strides, padding, dilation, 1);
  }

  /** A convolution over text of height 1, unpadded, with bias. */
  Block textConvolution(int inputs, int kernel, int outputs) {
    Tensor weights = parameters.normal((long) inputs * kernel, outputs, inputs, 1, kernel);
    TensorOptional bias = new TensorOptional(parameters.zeros(outputs));
    long[] one = {1, 1};
    long[] zero = {0, 0};
    return x -> torch.conv2d(x, weights, bias, one, zero, one, 1);
  }

  Block batchNorm(int channels) {
    TensorOptional scale = new TensorOptional(parameters.ones(channels));
    TensorOptional shift = new TensorOptional(parameters.zeros(channels));
    TensorOptional mean = new TensorOptional(torch.zeros(channels));
    TensorOptional variance = new TensorOptional(torch.ones(channels));
    return x ->
        torch.batch_norm(
            x, scale, shift, mean, variance, true, BATCH_NORM_MOMENTUM, BATCH_NORM_EPSILON, true);
  }

  /** Batch normalization, and ReLU in place. */
  Block batchNormRelu(int channels) {
    return Block.sequence(batchNorm(channels), torch::relu_);
  }

  /**
   * ConvReLU at stride 1, in the fastest form found for libtorch. From max(x, θ) = relu(x − θ) + θ
   * follows: the sum over the k² kernel positions of a 1×1 convolution of relu(x − θ), shifted by
   * the position, and a bias of Σ w·θ.
   */
  Block convRelu(int inputs, int kernel, int outputs) {
    int positions = kernel * kernel;
    long fanIn = (long) inputs * positions;
    Tensor thresholds = parameters.zeros(positions, 1, inputs, 1, 1);
    Tensor weights = parameters.normal(fanIn, positions, outputs, inputs, 1, 1);
    long[] one = {1, 1};
    long[] zero = {0, 0};
    long[] border = {kernel / 2, kernel / 2, kernel / 2, kernel / 2};
    return x -> {
      long height = x.size(2);
      long width = x.size(3);
      Tensor padded = kernel == 1 ? x : torch.constant_pad_nd(x, border);
      Tensor weightedThresholds =
          weights
              .reshape(positions, outputs, inputs)
              .mul(thresholds.reshape(positions, 1, inputs))
              .sum(0, 2);
      Tensor sum = weightedThresholds.reshape(1, outputs, 1, 1);
      for (int position = 0; position < positions; position++) {
        Tensor shifted = window(padded, position / kernel, position % kernel, height, width);
        Tensor active = torch.relu_(shifted.sub(thresholds.select(0, position)));
        Tensor part = torch.conv2d(active, weights.select(0, position), none, one, zero, one, 1);
        sum = position == 0 ? part.add_(sum) : sum.add_(part);
      }
      return sum;
    };
  }

  Block dense(int inputs, int outputs) {
    Tensor weights = parameters.normal(inputs, inputs, outputs);
    Tensor bias = parameters.zeros(outputs);
    return x -> torch.addmm(bias, x, weights);
  }

  Block maxPool(int height, int width) {
    return x -> torch.max_pool2d(x, height, width);
  }

  Block averagePool() {
    return x -> torch.avg_pool2d(x, 2, 2);
  }

  Block globalAveragePool() {
    return x -> x.mean(2, 3);
  }

  private static Tensor window(Tensor padded, int top, int left, long height, long width) {
    if (padded.size(2) == height) {
      return padded;
    }
    return padded
        .slice(2, new LongOptional(top), new LongOptional(top + height), 1)
        .slice(3, new LongOptional(left), new LongOptional(left + width), 1);
  }
}
