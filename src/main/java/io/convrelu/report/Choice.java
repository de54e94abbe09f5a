package io.convrelu.report;

import io.convrelu.kernel.Activation;
import io.convrelu.sweep.result.TrialResult;
import java.util.Comparator;
import java.util.List;

/**
 * What a row of a table stands for: an activation, where it replaces ReLU, and how its thresholds
 * start. What makes no difference to an activation is empty: ReLU has no strategy, and only AdaReLU
 * and ConvReLU have thresholds.
 *
 * @param activation for example {@code conv-relu}
 * @param strategy for example {@code first}
 * @param thresholdInit for example {@code zero}
 */
public record Choice(String activation, String strategy, String thresholdInit)
    implements Comparable<Choice> {

  /** The one that others are compared with. */
  public static final String RELU = Activation.RELU.key();

  private static final List<String> ORDER =
      Activation.choices().stream().map(Activation::key).toList();
  private static final List<String> STRATEGIES = List.of("", "first", "all", "last");
  private static final List<String> INITS = List.of("", "zero", "random", "glorot");
  private static final Comparator<Choice> PAPER_ORDER =
      Comparator.comparingInt((Choice c) -> rank(ORDER, c.activation))
          .thenComparing(Choice::activation)
          .thenComparingInt(c -> rank(INITS, c.thresholdInit))
          .thenComparingInt(c -> rank(STRATEGIES, c.strategy))
          .thenComparing(Choice::strategy)
          .thenComparing(Choice::thresholdInit);

  public Choice {
    strategy = activation.equals(RELU) ? "" : strategy;
    thresholdInit = hasThresholds(activation) ? thresholdInit : "";
  }

  private static boolean hasThresholds(String activation) {
    return Activation.of(activation)
        .map(
            known ->
                switch (known.parameter()) {
                  case NONE, FIXED_SLOPE, TRAINED_SLOPE -> false;
                  case THRESHOLD, TIED_THRESHOLD -> true;
                })
        .orElse(false);
  }

  /** The choice of a trial. */
  public static Choice of(TrialResult trial) {
    return new Choice(trial.activation(), trial.strategy(), trial.thresholdInit());
  }

  /** As the paper writes it: "(A)" where all activations are replaced. */
  public String name() {
    String name = Activation.of(activation).map(Activation::title).orElse(activation);
    String where =
        switch (strategy) {
          case "", "first" -> "";
          case "all" -> " (A)";
          default -> " (" + strategy + ")";
        };
    String init =
        thresholdInit.isEmpty() || thresholdInit.equals("zero")
            ? ""
            : ", " + thresholdInit + " init";
    return name + where + init;
  }

  /** Whether this is ReLU, which the others are compared with. */
  public boolean isRelu() {
    return activation.equals(RELU);
  }

  /** In the order of the paper's rows; what the paper does not have comes after. */
  @Override
  public int compareTo(Choice other) {
    return PAPER_ORDER.compare(this, other);
  }

  private static int rank(List<String> order, String value) {
    int index = order.indexOf(value);
    return index < 0 ? order.size() : index;
  }
}
