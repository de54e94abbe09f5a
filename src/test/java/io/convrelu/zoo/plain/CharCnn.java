package io.convrelu.zoo.plain;

import io.convrelu.zoo.ExampleShape;
import java.util.List;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.deeplearning4j.nn.weights.WeightInitNormal;
import org.deeplearning4j.nn.weights.WeightInitRelu;

/**
 * The character-level network of Zhang, Zhao and LeCun, "Character-level Convolutional Networks for
 * Text Classification", NIPS 2015, tables 1 and 2: one-hot characters {@code [N, 70, 1, length]},
 * six unpadded convolutions of 7, 7, 3, 3, 3, 3 characters, max pooling by 3 after the first,
 * second and sixth, then dense layers with dropout 0.5 in front of the last two. A text of 1014
 * characters leaves 34 positions: (1014 − 96) / 27.
 *
 * <p>Weights do not start as in that paper (one deviation for all layers: 0.05, or 0.02 in the
 * large network, where the output then starts 40 times smaller than in the small one) but so that
 * the mean square of every layer's output starts near 1. Their variance is 1 / (fan-in · mean
 * square of the input), which is
 *
 * <ul>
 *   <li>1 / 7 for the first convolution: of its 490 inputs 7 are 1;
 *   <li>2 / fan-in where the input is a ReLU's (He et al. 2015), half of which is zero;
 *   <li>1 / fan-in where max pooling or dropout has doubled its mean square;
 *   <li>0.01² for the classifier, so that no class is preferred at the start.
 * </ul>
 */
final class CharCnn implements Architecture {

  private static final List<Integer> KERNELS = List.of(7, 7, 3, 3, 3, 3);
  private static final List<Integer> POOLED = List.of(1, 2, 6);
  private static final int POOL = 3;
  private static final double RETAINED = 0.5;
  private static final double CLASSIFIER_DEVIATION = 0.01;

  private final int features;
  private final int denseUnits;

  private CharCnn(int features, int denseUnits) {
    this.features = features;
    this.denseUnits = denseUnits;
  }

  /** The paper's small variant: 256 features, 1024 dense units. */
  static CharCnn small() {
    return new CharCnn(256, 1024);
  }

  /** The paper's large variant: 1024 features, 2048 dense units. */
  static CharCnn large() {
    return new CharCnn(1024, 2048);
  }

  @Override
  public void build(PlainGraph graph, ExampleShape shape) {
    Pending x = pooled(graph, graph.convolution("conv1", PlainGraph.INPUT, spec(1)), 1);
    for (int conv = 2; conv <= KERNELS.size(); conv++) {
      x = pooled(graph, graph.convolution("conv" + conv, x, spec(conv)), conv);
    }
    IWeightInit doubled = new WeightInitNormal();
    String dense1 = graph.dense("dense1", x, denseUnits, doubled, 1);
    Pending hidden = graph.pending(dense1, "dense1-act", Position.MIDDLE);
    String dense2 = graph.dense("dense2", hidden, denseUnits, doubled, RETAINED);
    Pending last = graph.pending(dense2, "dense2-act", Position.CLASSIFIER);
    IWeightInit small = normal(CLASSIFIER_DEVIATION);
    graph.classify(graph.activate(last), shape.classes(), small, RETAINED);
  }

  private ConvolutionSpec spec(int conv) {
    int kernel = KERNELS.get(conv - 1);
    IWeightInit weights;
    if (conv == 1) {
      weights = normal(Math.sqrt(1.0 / kernel));
    } else if (POOLED.contains(conv - 1)) {
      weights = new WeightInitNormal();
    } else {
      weights = new WeightInitRelu();
    }
    return ConvolutionSpec.text(kernel, features, weights);
  }

  private static Pending pooled(PlainGraph graph, String convolution, int conv) {
    Pending x = graph.pending(convolution, "conv" + conv + "-act", position(conv));
    return POOLED.contains(conv) ? graph.maxPool("pool" + conv, x, 1, POOL) : x;
  }

  /** First: the ReLUs of the first two convolutions, as in the paper; last: of the last two. */
  private static Position position(int conv) {
    if (conv <= 2) {
      return Position.FIRST;
    }
    return conv > KERNELS.size() - 2 ? Position.LAST : Position.MIDDLE;
  }

  private static IWeightInit normal(double deviation) {
    return new WeightInitDistribution(new NormalDistribution(0, deviation));
  }
}
