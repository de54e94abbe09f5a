package io.convrelu.bench.peer;

import io.convrelu.bench.worker.BenchActivation;
import io.convrelu.bench.worker.BenchNetwork;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The networks of the benchmark, from input to class scores. */
final class PeerNetworks {

  private static final List<Integer> DENSE_BLOCKS = List.of(6, 12, 24, 16);
  private static final int DENSE_STEM = 24;
  private static final int GROWTH = 12;
  private static final int BOTTLENECK = 4 * GROWTH;

  private static final List<Integer> VGG_CHANNELS = List.of(64, 128, 256, 512, 512);
  private static final List<Integer> VGG_CONVOLUTIONS = List.of(2, 2, 3, 3, 3);

  private static final List<Integer> RESNET_CHANNELS = List.of(64, 128, 256, 512);
  private static final int RESNET_BLOCKS = 2;

  private static final List<List<Integer>> CNN_STAGES =
      List.of(List.of(16), List.of(24), List.of(48, 48));
  private static final int CNN_POSITIONS = 4 * 4;

  private static final List<Integer> TEXT_KERNELS = List.of(7, 7, 3, 3, 3, 3);
  private static final List<Integer> TEXT_POOLED = List.of(1, 2, 6);
  private static final int TEXT_FEATURES = 256;
  private static final int TEXT_POSITIONS = 34;
  private static final int TEXT_DENSE = 1024;
  private static final double DROPOUT = 0.5;

  private final Blocks blocks;

  PeerNetworks(Blocks blocks) {
    this.blocks = blocks;
  }

  Block network(BenchNetwork network, BenchActivation activation) {
    if (network != BenchNetwork.DENSENET_CIFAR && activation != BenchActivation.RELU) {
      throw new IllegalArgumentException(
          network.id() + " is compared with relu only, not with " + activation.id());
    }
    return switch (network) {
      case DENSENET_CIFAR -> denseNet(activation, network.classes());
      case VGG_16 -> vgg(network.classes());
      case RESNET_18 -> resNet(network.classes());
      case RESNET_9 -> resNet9(network.classes());
      case CNN_SMALL -> cnnSmall(network.classes());
      case CHAR_CNN_SMALL -> charCnn(network.channels(), network.classes());
    };
  }

  private Block denseNet(BenchActivation activation, int classes) {
    List<Block> parts = new ArrayList<>();
    parts.add(blocks.convolution(3, 3, 1, DENSE_STEM));
    int channels = DENSE_STEM;
    for (int block = 0; block < DENSE_BLOCKS.size(); block++) {
      BenchActivation used = block == 0 ? activation : BenchActivation.RELU;
      for (int layer = 0; layer < DENSE_BLOCKS.get(block); layer++) {
        Block added = bottleneck(used, channels);
        parts.add(x -> torch.cat(new TensorVector(added.apply(x), x), 1));
        channels += GROWTH;
      }
      if (block < DENSE_BLOCKS.size() - 1) {
        parts.add(blocks.batchNormRelu(channels));
        parts.add(blocks.convolution(channels, 1, 1, channels / 2));
        parts.add(blocks.averagePool());
        channels /= 2;
      }
    }
    parts.add(blocks.batchNormRelu(channels));
    return classifier(parts, channels, classes);
  }

  private Block bottleneck(BenchActivation activation, int channels) {
    if (activation == BenchActivation.CONV_RELU) {
      return Block.sequence(
          blocks.batchNorm(channels),
          blocks.convRelu(channels, 1, BOTTLENECK),
          blocks.batchNorm(BOTTLENECK),
          blocks.convRelu(BOTTLENECK, 3, GROWTH));
    }
    return Block.sequence(
        blocks.batchNormRelu(channels),
        blocks.convolution(channels, 1, 1, BOTTLENECK),
        blocks.batchNormRelu(BOTTLENECK),
        blocks.convolution(BOTTLENECK, 3, 1, GROWTH));
  }

  private Block vgg(int classes) {
    List<Block> parts = new ArrayList<>();
    int channels = 3;
    for (int stage = 0; stage < VGG_CHANNELS.size(); stage++) {
      for (int convolution = 0; convolution < VGG_CONVOLUTIONS.get(stage); convolution++) {
        parts.add(blocks.convolution(channels, 3, 1, VGG_CHANNELS.get(stage)));
        channels = VGG_CHANNELS.get(stage);
        parts.add(blocks.batchNormRelu(channels));
      }
      parts.add(blocks.maxPool(2, 2));
    }
    return classifier(parts, channels, classes);
  }

  private Block resNet(int classes) {
    List<Block> parts = new ArrayList<>();
    int channels = RESNET_CHANNELS.get(0);
    parts.add(blocks.convolution(3, 3, 1, channels));
    parts.add(blocks.batchNormRelu(channels));
    for (int outputs : RESNET_CHANNELS) {
      for (int block = 0; block < RESNET_BLOCKS; block++) {
        parts.add(residual(channels, outputs));
        channels = outputs;
      }
    }
    return classifier(parts, channels, classes);
  }

  /** Halves height and width where it changes the number of channels. */
  private Block residual(int channels, int outputs) {
    int stride = channels == outputs ? 1 : 2;
    Block body =
        Block.sequence(
            blocks.convolution(channels, 3, stride, outputs),
            blocks.batchNormRelu(outputs),
            blocks.convolution(outputs, 3, 1, outputs),
            blocks.batchNorm(outputs));
    if (channels == outputs) {
      return x -> torch.relu_(body.apply(x).add_(x));
    }
    Block shortcut =
        Block.sequence(blocks.convolution(channels, 1, stride, outputs), blocks.batchNorm(outputs));
    return x -> torch.relu_(body.apply(x).add_(shortcut.apply(x)));
  }

  /** The network of the DAWNBench entry by David Page; nothing follows a residual sum. */
  private Block resNet9(int classes) {
    List<Block> parts = new ArrayList<>();
    parts.add(convolutionBatchNormRelu(3, 64));
    parts.add(convolutionBatchNormRelu(64, 128));
    parts.add(blocks.maxPool(2, 2));
    parts.add(sumOfTwo(128));
    parts.add(convolutionBatchNormRelu(128, 256));
    parts.add(blocks.maxPool(2, 2));
    parts.add(convolutionBatchNormRelu(256, 512));
    parts.add(blocks.maxPool(2, 2));
    parts.add(sumOfTwo(512));
    return classifier(parts, 512, classes);
  }

  private Block sumOfTwo(int channels) {
    Block body =
        Block.sequence(
            convolutionBatchNormRelu(channels, channels),
            convolutionBatchNormRelu(channels, channels));
    // Not in place: ReLU's gradient reads its result.
    return x -> body.apply(x).add(x);
  }

  private Block convolutionBatchNormRelu(int channels, int outputs) {
    return Block.sequence(
        blocks.convolution(channels, 3, 1, outputs), blocks.batchNormRelu(outputs));
  }

  private Block cnnSmall(int classes) {
    List<Block> parts = new ArrayList<>();
    int channels = 3;
    for (List<Integer> stage : CNN_STAGES) {
      for (int outputs : stage) {
        parts.add(convolutionBatchNormRelu(channels, outputs));
        channels = outputs;
      }
      parts.add(blocks.maxPool(2, 2));
    }
    parts.add(x -> x.flatten(1, 3));
    parts.add(blocks.dense(channels * CNN_POSITIONS, classes));
    return Block.sequence(parts.toArray(new Block[0]));
  }

  /** Pools before ReLU where both stand together: the same numbers, less work. */
  private Block charCnn(int alphabet, int classes) {
    List<Block> parts = new ArrayList<>();
    int channels = alphabet;
    for (int convolution = 1; convolution <= TEXT_KERNELS.size(); convolution++) {
      int kernel = TEXT_KERNELS.get(convolution - 1);
      parts.add(blocks.textConvolution(channels, kernel, TEXT_FEATURES));
      if (TEXT_POOLED.contains(convolution)) {
        parts.add(blocks.maxPool(1, 3));
      }
      parts.add(torch::relu_);
      channels = TEXT_FEATURES;
    }
    parts.add(x -> x.flatten(1, 3));
    parts.add(blocks.dense(TEXT_FEATURES * TEXT_POSITIONS, TEXT_DENSE));
    parts.add(torch::relu_);
    parts.add(PeerNetworks::dropout);
    parts.add(blocks.dense(TEXT_DENSE, TEXT_DENSE));
    parts.add(torch::relu_);
    parts.add(PeerNetworks::dropout);
    parts.add(blocks.dense(TEXT_DENSE, classes));
    return Block.sequence(parts.toArray(new Block[0]));
  }

  private static Tensor dropout(Tensor x) {
    return torch.dropout(x, DROPOUT, true);
  }

  private Block classifier(List<Block> features, int channels, int classes) {
    features.add(blocks.globalAveragePool());
    features.add(blocks.dense(channels, classes));
    return Block.sequence(features.toArray(new Block[0]));
  }
}
