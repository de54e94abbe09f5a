package io.convrelu.nn;

import io.convrelu.kernel.ParametricActivation;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * PReLU with one trainable slope for the whole layer: x above 0, slope·x below (He et al. 2015,
 * "channel-shared"). The slope is not decayed, as they advise: decay would pull it to ReLU.
 * Parameter slope {@code [1]}.
 */
public final class LayerPReLU extends ParametricLayer {

  private static final long serialVersionUID = 1L;

  private double initialSlope = 0.25;

  /** For JSON. */
  public LayerPReLU() {}

  private LayerPReLU(Builder builder) {
    super(builder);
    this.initialSlope = builder.initialSlope;
  }

  @Override
  ParametricActivation function() {
    return ParametricActivation.SLOPE;
  }

  @Override
  String parameterName() {
    return NamedParameters.SLOPE;
  }

  @Override
  long groups() {
    return 1;
  }

  @Override
  void fill(INDArray view) {
    view.assign(initialSlope);
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    // One slope, whatever the input.
  }

  @Override
  public List<Regularization> getRegularizationByParam(String name) {
    return List.of();
  }

  public double getInitialSlope() {
    return initialSlope;
  }

  public void setInitialSlope(double value) {
    initialSlope = value;
  }

  @Override
  public LayerPReLU clone() {
    return (LayerPReLU) super.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LayerPReLU that
        && super.equals(other)
        && Double.compare(initialSlope, that.initialSlope) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), initialSlope);
  }

  /** Builds the layer's configuration. */
  public static final class Builder
      extends org.deeplearning4j.nn.conf.layers.BaseLayer.Builder<Builder> {

    private double initialSlope = 0.25;

    /** Where the slope starts; 0.25 unless said. */
    public Builder initialSlope(double value) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("slope is " + value + ", must be finite");
      }
      initialSlope = value;
      return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public LayerPReLU build() {
      return new LayerPReLU(this);
    }
  }
}
