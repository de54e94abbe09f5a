package io.convrelu.nn;

import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * ConvReLU (Gao, Cai, Ji 2020, section "Convolutional ReLU"): a convolution that passes each patch
 * entry through max(x̂, θ) with one trainable threshold a channel and kernel position, shared over
 * output channels and image positions:
 *
 * <pre>y[n,d,i,j] = b[d] + Σ_{c,a,b} W[d,c,a,b] · max(x̂[n,c,i·s+a,j·s+b], θ[c,a,b])</pre>
 *
 * Zero padding comes before the threshold. With θ = 0 it is exactly a convolution of ReLU(x).
 * Parameters W {@code [D, C, k_h, k_w]}, theta {@code [C, k_h, k_w]}, b {@code [D]}.
 */
public final class ConvReLU extends PatchConvolution {

  private static final long serialVersionUID = 1L;

  private ThresholdOptions thresholds = ThresholdOptions.DEFAULT;

  /** For JSON. */
  public ConvReLU() {}

  private ConvReLU(Builder builder) {
    super(builder);
    this.thresholds = builder.thresholds;
  }

  public ThresholdOptions getThresholds() {
    return thresholds;
  }

  public void setThresholds(ThresholdOptions value) {
    thresholds = Objects.requireNonNull(value, "thresholds");
  }

  @Override
  boolean trainsThresholds() {
    return true;
  }

  @Override
  double fixedThreshold() {
    throw new IllegalStateException(describe() + " trains its thresholds");
  }

  @Override
  void fillThresholds(INDArray view) {
    ThresholdInitializer.fill(view, thresholds, getNIn(), getNOut());
  }

  @Override
  List<Regularization> thresholdRegularization() {
    return thresholds.regularization();
  }

  @Override
  public ConvReLU clone() {
    return (ConvReLU) super.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConvReLU that
        && super.equals(other)
        && thresholds.equals(that.thresholds);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), thresholds);
  }

  /** Builds the layer's configuration. */
  public static final class Builder extends PatchConvolution.Builder<Builder> {

    private ThresholdOptions thresholds = ThresholdOptions.DEFAULT;

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
    public ConvReLU build() {
      return new ConvReLU(this);
    }
  }
}
