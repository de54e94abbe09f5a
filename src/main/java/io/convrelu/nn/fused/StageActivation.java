package io.convrelu.nn.fused;

import io.convrelu.kernel.fused.Nonlinearity;
import io.convrelu.kernel.fused.Nonlinearity.Kind;
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
  public static final StageActivation RELU = of(Kind.RELU);

  private final Kind kind;
  private final double slope;
  private final ThresholdOptions thresholds;

  /**
   * @param kind which
   * @param slope of LEAKY_RELU below 0, and where that of PRELU starts
   * @param thresholds how those of ADA_RELU and CONV_RELU start and are held down
   */
  @JsonCreator
  public StageActivation(
      @JsonProperty("kind") Kind kind,
      @JsonProperty("slope") double slope,
      @JsonProperty("thresholds") ThresholdOptions thresholds) {
    this.kind = Objects.requireNonNull(kind, "kind");
    this.slope = slope;
    this.thresholds = Objects.requireNonNull(thresholds, "thresholds");
  }

  /** One without settings. */
  public static StageActivation of(Kind kind) {
    return new StageActivation(kind, 0, ThresholdOptions.DEFAULT);
  }

  public Kind getKind() {
    return kind;
  }

  public double getSlope() {
    return slope;
  }

  public ThresholdOptions getThresholds() {
    return thresholds;
  }

  Nonlinearity nonlinearity() {
    return new Nonlinearity(kind, kind == Kind.LEAKY_RELU ? slope : 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StageActivation that
        && kind == that.kind
        && Double.compare(slope, that.slope) == 0
        && thresholds.equals(that.thresholds);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, slope, thresholds);
  }

  @Override
  public String toString() {
    return "StageActivation(" + kind + ", slope=" + slope + ", " + thresholds + ")";
  }
}
