package io.convrelu.nn.fused;

import io.convrelu.kernel.Activation;
import io.convrelu.kernel.ThresholdSharing;
import io.convrelu.kernel.fused.Nonlinearity;
import io.convrelu.nn.ThresholdOptions;
import java.io.Serializable;
import java.util.Objects;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The activation of units of a stage. Part of a layer's JSON; immutable.
 *
 * <p>A class and not a record because the JSON mapper of DL4J does not know records.
 */
public final class StageActivation implements Serializable {

  private static final long serialVersionUID = 1L;

  /** ReLU. */
  public static final StageActivation RELU = of(Activation.RELU);

  private final Activation activation;
  private final ThresholdSharing sharing;
  private final double slope;
  private final ThresholdOptions thresholds;

  /**
   * @param activation which
   * @param sharing of ADA_RELU's thresholds
   * @param slope of LEAKY_RELU below 0, and where that of PRELU starts
   * @param thresholds how those of ADA_RELU and CONV_RELU start and are held down
   */
  @JsonCreator
  public StageActivation(
      @JsonProperty("activation") Activation activation,
      @JsonProperty("sharing") ThresholdSharing sharing,
      @JsonProperty("slope") double slope,
      @JsonProperty("thresholds") ThresholdOptions thresholds) {
    this.activation = Objects.requireNonNull(activation, "activation");
    this.sharing = Objects.requireNonNull(sharing, "sharing");
    this.slope = slope;
    this.thresholds = Objects.requireNonNull(thresholds, "thresholds");
  }

  /** One without settings. */
  public static StageActivation of(Activation activation) {
    return new StageActivation(activation, ThresholdSharing.CHANNEL, 0, ThresholdOptions.DEFAULT);
  }

  public Activation getActivation() {
    return activation;
  }

  public ThresholdSharing getSharing() {
    return sharing;
  }

  public double getSlope() {
    return slope;
  }

  public ThresholdOptions getThresholds() {
    return thresholds;
  }

  Nonlinearity nonlinearity() {
    return new Nonlinearity(
        activation,
        sharing,
        switch (activation.parameter()) {
          case FIXED_SLOPE -> slope;
          case NONE, TRAINED_SLOPE, THRESHOLD, TIED_THRESHOLD -> 0;
        });
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StageActivation that
        && activation == that.activation
        && sharing == that.sharing
        && Double.compare(slope, that.slope) == 0
        && thresholds.equals(that.thresholds);
  }

  @Override
  public int hashCode() {
    return Objects.hash(activation, sharing, slope, thresholds);
  }

  @Override
  public String toString() {
    return "StageActivation("
        + activation
        + " "
        + sharing
        + ", slope="
        + slope
        + ", "
        + thresholds
        + ")";
  }
}
