package io.convrelu.zoo;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.nn.weights.WeightInitDistribution;

/**
 * The character-level network of Zhang, Zhao and LeCun, "Character-level Convolutional Networks for
 * Text Classification", NIPS 2015, tables 1 and 2: one-hot characters {@code [N, 70, 1, length]},
 * six unpadded convolutions of 7, 7, 3, 3, 3, 3 characters, max pooling by 3 after the first,
 * second and sixth, then dense layers with dropout 0.5 in front of the last two. A text of 1014
 * characters leaves 34 positions: (1014 − 96) / 27.
 */
final class CharCnn implements Architecture {

  private static final int ALPHABET = 70;
  private static final List<Integer> KERNELS = List.of(7, 7, 3, 3, 3, 3);
  private static final List<Integer> POOLED = List.of(1, 2, 6);
  private static final int POOL = 3;
  private static final double RETAINED = 0.5;

  private final int features;
  private final int denseUnits;
  private final IWeightInit weights;

  private CharCnn(int features, int denseUnits, double deviation) {
    this.features = features;
    this.denseUnits = denseUnits;
    this.weights = new WeightInitDistribution(new NormalDistribution(0, deviation));
  }

  /** The paper's small variant; weights start from N(0, 0.05²). */
  static CharCnn small() {
    return new CharCnn(256, 1024, 0.05);
  }

  /** The paper's large variant; weights start from N(0, 0.02²). */
  static CharCnn large() {
    return new CharCnn(1024, 2048, 0.02);
  }

  @Override
  public Optional<String> refusal(ExampleShape shape) {
    if (shape.channels() != ALPHABET || shape.height() != 1) {
      return Optional.of("reads text, not images; allowed: [N, 70, 1, length]");
    }
    if (lengthAfterPooling(shape.width()) < 1) {
      int shortest = shape.width();
      while (lengthAfterPooling(shortest) < 1) {
        shortest++;
      }
      return Optional.of(
          "cannot read such short text; allowed: " + shortest + " or more characters");
    }
    return Optional.empty();
  }

  @Override
  public void build(ActivatedGraph graph, ExampleShape shape) {
    String first = graph.convolution("conv1", ActivatedGraph.INPUT, spec(1));
    Pending x = pooled(graph, first, 1);
    for (int conv = 2; conv <= KERNELS.size(); conv++) {
      x = pooled(graph, graph.convolution("conv" + conv, x, spec(conv)), conv);
    }
    String dense1 = graph.dense("dense1", x, denseUnits, weights, 1);
    Pending hidden = new Pending(dense1, "dense1-act", Position.MIDDLE);
    String dense2 = graph.dense("dense2", hidden, denseUnits, weights, RETAINED);
    Pending last = new Pending(dense2, "dense2-act", Position.CLASSIFIER);
    graph.classify(graph.activate(last), shape.classes(), weights, RETAINED);
  }

  private ConvolutionSpec spec(int conv) {
    return ConvolutionSpec.text(KERNELS.get(conv - 1), features, weights);
  }

  private static Pending pooled(ActivatedGraph graph, String convolution, int conv) {
    Pending x = new Pending(convolution, "conv" + conv + "-act", position(conv));
    return POOLED.contains(conv) ? graph.maxPool("pool" + conv, x, 1, POOL) : x;
  }

  /** First: the ReLUs of the first two convolutions, as in the paper; last: of the last two. */
  private static Position position(int conv) {
    if (conv <= 2) {
      return Position.FIRST;
    }
    return conv > KERNELS.size() - 2 ? Position.LAST : Position.MIDDLE;
  }

  private static int lengthAfterPooling(int length) {
    int left = length;
    for (int conv = 1; conv <= KERNELS.size(); conv++) {
      left -= KERNELS.get(conv - 1) - 1;
      left = POOLED.contains(conv) ? Math.max(0, left) / POOL : left;
    }
    return left;
  }
}
