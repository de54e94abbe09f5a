package io.convrelu.nn.fused;

import io.convrelu.kernel.fused.TextStages;
import io.convrelu.kernel.fused.TextStages.Behind;
import java.io.Serializable;
import java.util.Objects;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * One convolution of a {@link TextTrunk}. Part of the layer's JSON; immutable.
 *
 * <p>A class and not a record because the JSON mapper of DL4J does not know records.
 */
public final class TextConvolution implements Serializable {

  private static final long serialVersionUID = 1L;

  private final StageActivation inFront;
  private final int kernel;
  private final Behind behind;
  private final IWeightInit weightInit;

  /**
   * @param inFront activation of what it reads; the identity for the first
   * @param kernel characters wide
   * @param behind what follows
   * @param weightInit how its weights start
   */
  @JsonCreator
  public TextConvolution(
      @JsonProperty("inFront") StageActivation inFront,
      @JsonProperty("kernel") int kernel,
      @JsonProperty("behind") Behind behind,
      @JsonProperty("weightInit") IWeightInit weightInit) {
    this.inFront = Objects.requireNonNull(inFront, "inFront");
    this.kernel = kernel;
    this.behind = Objects.requireNonNull(behind, "behind");
    this.weightInit = Objects.requireNonNull(weightInit, "weightInit");
  }

  TextStages.Convolution plan() {
    return new TextStages.Convolution(inFront.nonlinearity(), kernel, behind);
  }

  public StageActivation getInFront() {
    return inFront;
  }

  public int getKernel() {
    return kernel;
  }

  public Behind getBehind() {
    return behind;
  }

  public IWeightInit getWeightInit() {
    return weightInit;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TextConvolution that
        && inFront.equals(that.inFront)
        && kernel == that.kernel
        && behind == that.behind
        && weightInit.equals(that.weightInit);
  }

  @Override
  public int hashCode() {
    return Objects.hash(inFront, kernel, behind, weightInit);
  }

  @Override
  public String toString() {
    return "TextConvolution(" + inFront + ", " + kernel + ", " + behind + ", " + weightInit + ")";
  }
}
