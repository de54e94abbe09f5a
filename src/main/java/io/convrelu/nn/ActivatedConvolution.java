package io.convrelu.nn;

import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * A convolution of act(x), with act the identity or ReLU, in one pass: the ReLU is applied while
 * patches are read. Geometry and arithmetic are {@link ConvReLU}'s, with every threshold fixed at
 * −∞ or 0. Parameters W {@code [D, C, k_h, k_w]}, b {@code [D]}.
 */
public final class ActivatedConvolution extends PatchConvolution {

  private static final long serialVersionUID = 1L;

  private InputActivation inputActivation = InputActivation.IDENTITY;

  /** For JSON. */
  public ActivatedConvolution() {}

  private ActivatedConvolution(Builder builder) {
    super(builder);
    this.inputActivation = builder.inputActivation;
  }

  public InputActivation getInputActivation() {
    return inputActivation;
  }

  public void setInputActivation(InputActivation value) {
    inputActivation = Objects.requireNonNull(value, "inputActivation");
  }

  @Override
  boolean trainsThresholds() {
    return false;
  }

  @Override
  double fixedThreshold() {
    return switch (inputActivation) {
      case IDENTITY -> Double.NEGATIVE_INFINITY;
      case RELU -> 0;
    };
  }

  @Override
  void fillThresholds(INDArray view) {
    throw new IllegalStateException(describe() + " has no trainable thresholds");
  }

  @Override
  List<Regularization> thresholdRegularization() {
    return List.of();
  }

  @Override
  public ActivatedConvolution clone() {
    return (ActivatedConvolution) super.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ActivatedConvolution that
        && super.equals(other)
        && inputActivation == that.inputActivation;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), inputActivation);
  }

  /** Builds the layer's configuration. */
  public static final class Builder extends PatchConvolution.Builder<Builder> {

    private InputActivation inputActivation = InputActivation.IDENTITY;

    /** What the input passes before the convolution; nothing unless said. */
    public Builder inputActivation(InputActivation activation) {
      inputActivation = Objects.requireNonNull(activation, "inputActivation");
      return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public ActivatedConvolution build() {
      return new ActivatedConvolution(this);
    }
  }
}
