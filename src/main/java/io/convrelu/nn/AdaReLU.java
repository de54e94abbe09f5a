package io.convrelu.nn;

import io.convrelu.kernel.ParametricActivation;
import io.convrelu.kernel.ThresholdSharing;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * AdaReLU (Gao, Cai, Ji 2020, section "Adaptive ReLU"): max(x, θ) with trainable thresholds shared
 * over the layer, over each channel (the second dimension of the input), or not at all. Works on
 * {@code [N, F]}, {@code [N, C, L]} and {@code [N, C, H, W]}. Parameter theta {@code [1]}, {@code
 * [C]} or {@code [values of an example]}, row-major.
 *
 * <p>The network's input types must be set: how many thresholds there are follows from them.
 */
public final class AdaReLU extends ParametricLayer {

  private static final long serialVersionUID = 1L;

  private ThresholdSharing sharing = ThresholdSharing.CHANNEL;
  private ThresholdOptions thresholds = ThresholdOptions.DEFAULT;
  private long channels;
  private long units;

  /** For JSON. */
  public AdaReLU() {}

  private AdaReLU(Builder builder) {
    super(builder);
    this.sharing = builder.sharing;
    this.thresholds = builder.thresholds;
  }

  @Override
  ParametricActivation function() {
    return ParametricActivation.THRESHOLD;
  }

  @Override
  String parameterName() {
    return NamedParameters.THRESHOLDS;
  }

  @Override
  long groups() {
    long count =
        switch (sharing) {
          case LAYER -> 1;
          case CHANNEL -> channels;
          case UNIT -> units;
        };
    if (count < 1) {
      throw new IllegalArgumentException(
          describe()
              + " shared by "
              + sharing
              + " needs to know its input: set the network's input types (with their length)");
    }
    return count;
  }

  @Override
  void fill(INDArray view) {
    ThresholdInitializer.fill(view, thresholds, Math.max(1, channels), Math.max(1, channels));
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    long[] shape = inputType.getShape(false);
    channels = shape[0];
    units = 1;
    for (long dimension : shape) {
      units = dimension < 0 ? -1 : Math.multiplyExact(units, dimension);
    }
  }

  @Override
  public List<Regularization> getRegularizationByParam(String name) {
    return thresholds.regularization();
  }

  public ThresholdSharing getSharing() {
    return sharing;
  }

  public void setSharing(ThresholdSharing value) {
    sharing = Objects.requireNonNull(value, "sharing");
  }

  public ThresholdOptions getThresholds() {
    return thresholds;
  }

  public void setThresholds(ThresholdOptions value) {
    thresholds = Objects.requireNonNull(value, "thresholds");
  }

  /** Size of the input's second dimension; 0 before the input type is known. */
  public long getChannels() {
    return channels;
  }

  public void setChannels(long value) {
    channels = value;
  }

  /** Values of an example; 0 before the input type is known, −1 for sequences of any length. */
  public long getUnits() {
    return units;
  }

  public void setUnits(long value) {
    units = value;
  }

  @Override
  public AdaReLU clone() {
    return (AdaReLU) super.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AdaReLU that
        && super.equals(other)
        && sharing == that.sharing
        && thresholds.equals(that.thresholds)
        && channels == that.channels
        && units == that.units;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), sharing, thresholds, channels, units);
  }

  /** Builds the layer's configuration. */
  public static final class Builder
      extends org.deeplearning4j.nn.conf.layers.BaseLayer.Builder<Builder> {

    private ThresholdSharing sharing = ThresholdSharing.CHANNEL;
    private ThresholdOptions thresholds = ThresholdOptions.DEFAULT;

    /** Which inputs share a threshold; {@link ThresholdSharing#CHANNEL} unless said. */
    public Builder sharing(ThresholdSharing value) {
      sharing = Objects.requireNonNull(value, "sharing");
      return this;
    }

    /** How thresholds start; {@link ThresholdInit#ZERO} unless said. */
    public Builder thresholdInit(ThresholdInit init) {
      thresholds = thresholds.withInit(init);
      return this;
    }

    /** Standard deviation of {@link ThresholdInit#RANDOM}; 0.05 unless said. */
    public Builder thresholdDeviation(double deviation) {
      thresholds = thresholds.withDeviation(deviation);
      return this;
    }

    /** L2 coefficient λ of the thresholds, separate from weight decay; 0 unless said. */
    public Builder thresholdL2(double lambda) {
      thresholds = thresholds.withL2(lambda);
      return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public AdaReLU build() {
      return new AdaReLU(this);
    }
  }
}
