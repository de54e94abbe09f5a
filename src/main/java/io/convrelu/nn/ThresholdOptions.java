package io.convrelu.nn;

import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * How trainable thresholds start and how they are held down. Part of a layer's JSON; immutable.
 *
 * <p>A class and not a record because the JSON mapper of DL4J does not know records.
 */
public final class ThresholdOptions implements java.io.Serializable {

  private static final long serialVersionUID = 1L;

  /** Thresholds start at 0, the paper's choice, and are not regularized. */
  public static final ThresholdOptions DEFAULT = new ThresholdOptions(ThresholdInit.ZERO, 0.05, 0);

  private final ThresholdInit init;
  private final double deviation;
  private final double l2;

  /**
   * @param init how they start
   * @param deviation standard deviation of {@link ThresholdInit#RANDOM}
   * @param l2 λ: λ·θ is added to the gradient of θ; 0 for none
   */
  @JsonCreator
  public ThresholdOptions(
      @JsonProperty("init") ThresholdInit init,
      @JsonProperty("deviation") double deviation,
      @JsonProperty("l2") double l2) {
    if (!(deviation >= 0) || Double.isInfinite(deviation)) {
      throw new IllegalArgumentException(
          "threshold deviation is " + deviation + ", must be a finite number of at least 0");
    }
    if (!(l2 >= 0) || Double.isInfinite(l2)) {
      throw new IllegalArgumentException(
          "threshold L2 is " + l2 + ", must be a finite number of at least 0");
    }
    this.init = Objects.requireNonNull(init, "init");
    this.deviation = deviation;
    this.l2 = l2;
  }

  public ThresholdInit getInit() {
    return init;
  }

  public double getDeviation() {
    return deviation;
  }

  public double getL2() {
    return l2;
  }

  ThresholdOptions withInit(ThresholdInit value) {
    return new ThresholdOptions(value, deviation, l2);
  }

  ThresholdOptions withDeviation(double value) {
    return new ThresholdOptions(init, value, l2);
  }

  ThresholdOptions withL2(double value) {
    return new ThresholdOptions(init, deviation, value);
  }

  /** What DL4J applies to the gradient of the thresholds. */
  List<Regularization> regularization() {
    return l2 > 0 ? List.of(new L2Regularization(l2)) : List.of();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ThresholdOptions that
        && init == that.init
        && Double.compare(deviation, that.deviation) == 0
        && Double.compare(l2, that.l2) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(init, deviation, l2);
  }

  @Override
  public String toString() {
    return "ThresholdOptions(init=" + init + ", deviation=" + deviation + ", l2=" + l2 + ")";
  }
}
