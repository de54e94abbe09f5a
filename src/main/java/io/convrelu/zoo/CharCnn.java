package io.convrelu.zoo;

import io.convrelu.kernel.fused.ConvSpec;
import io.convrelu.kernel.fused.Nonlinearity;
import io.convrelu.kernel.fused.PlanBuilder;
import io.convrelu.kernel.fused.StagePlan.InputKind;
import io.convrelu.kernel.fused.UnitPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The character-level network of Zhang, Zhao and LeCun, "Character-level Convolutional Networks for
 * Text Classification", NIPS 2015, tables 1 and 2: one-hot characters {@code [N, 70, 1, length]},
 * six unpadded convolutions of 7, 7, 3, 3, 3, 3 characters, max pooling by 3 after the first,
 * second and sixth, then dense layers with dropout (there 0.5) in front of the last two. A text of
 * 1014 characters leaves 34 positions: (1014 − 96) / 27.
 *
 * <p>Weights do not start as in that paper (one deviation for all layers: 0.05, or 0.02 in the
 * large network, where the output then starts 40 times smaller than in the small one) but so that
 * the mean square of every layer's output starts near 1. Their variance is 1 / (fan-in · mean
 * square of the input), which is
 *
 * <ul>
 *   <li>1 / 7 for the first convolution: of its 490 inputs 7 are 1;
 *   <li>2 / fan-in where the input is a ReLU's (He et al. 2015), half of which is zero;
 *   <li>1 / fan-in where max pooling or a dropout of 0.5 has doubled its mean square;
 *   <li>0.01² for the classifier, so that no class is preferred at the start.
 * </ul>
 */
final class CharCnn implements Architecture {

  private static final int ALPHABET = 70;
  private static final List<Integer> KERNELS = List.of(7, 7, 3, 3, 3, 3);
  private static final List<Integer> POOLED = List.of(1, 2, 6);
  private static final int POOL = 3;
  private static final double CLASSIFIER_DEVIATION = 0.01;

  private final int features;
  private final int denseUnits;
  private final double dropout;

  private CharCnn(int features, int denseUnits, double dropout) {
    this.features = features;
    this.denseUnits = denseUnits;
    this.dropout = dropout;
  }

  /** The paper's small variant: 256 features, 1024 dense units. */
  static CharCnn small(double dropout) {
    return new CharCnn(256, 1024, dropout);
  }

  /** The paper's large variant: 1024 features, 2048 dense units. */
  static CharCnn large(double dropout) {
    return new CharCnn(1024, 2048, dropout);
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

  /** Dense layers are convolutions as large as what they read. */
  @Override
  public void build(StageGraph graph, ExampleShape shape) {
    PlanBuilder text = new PlanBuilder(graph.shape(), InputKind.ONE_HOT);
    Map<String, Double> deviations = new HashMap<>();
    UnitPlan x = text.input();
    for (int conv = 1; conv <= KERNELS.size(); conv++) {
      deviations.put("conv" + conv, deviation(conv));
      x = text.convolve("conv" + conv, x, ConvSpec.alongRows(features, KERNELS.get(conv - 1)));
      Nonlinearity f = graph.activation(position(conv));
      x = POOLED.contains(conv) ? text.maximaOfThree("pool" + conv, x, f) : x.activated(f);
    }
    int positions = x.pooled().width();
    deviations.put("dense1", Math.sqrt(1.0 / (features * positions)));
    x = text.convolve("dense1", x, ConvSpec.alongRows(denseUnits, positions));
    x = x.activated(graph.activation(Position.MIDDLE)).droppedOut(dropout);
    // Dropout of p multiplies the mean square of a ReLU by 1 / (1 − p): by 2 in Zhang et al.
    deviations.put("dense2", Math.sqrt(2 * (1 - dropout) / denseUnits));
    x = text.convolve("dense2", x, ConvSpec.alongRows(denseUnits, 1));
    text.store("final", x.activated(graph.activation(Position.CLASSIFIER)));
    graph.stage("text", text, deviations);
    graph.classify(shape.classes(), CLASSIFIER_DEVIATION, dropout);
  }

  private double deviation(int conv) {
    int kernel = KERNELS.get(conv - 1);
    if (conv == 1) {
      return Math.sqrt(1.0 / kernel);
    }
    return Math.sqrt((POOLED.contains(conv - 1) ? 1.0 : 2.0) / (features * kernel));
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
