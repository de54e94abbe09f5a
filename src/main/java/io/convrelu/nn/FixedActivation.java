package io.convrelu.nn;

import io.convrelu.kernel.Activation;
import io.convrelu.kernel.Form;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** An activation without trained parameters as DL4J's layers take it; part of their JSON. */
public final class FixedActivation extends BaseActivationFunction {

  private static final long serialVersionUID = 1L;

  private final Activation activation;
  private final double slope;

  /**
   * @param activation which
   * @param slope α of its form
   */
  @JsonCreator
  public FixedActivation(
      @JsonProperty("activation") Activation activation, @JsonProperty("slope") double slope) {
    this.activation = activation;
    this.slope = slope;
  }

  public Activation getActivation() {
    return activation;
  }

  public double getSlope() {
    return slope;
  }

  @Override
  public INDArray getActivation(INDArray in, boolean training) {
    Form form = activation.form();
    return replace(in, z -> form.value(z, 0, slope, activation.gain()));
  }

  @Override
  public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
    Form form = activation.form();
    INDArray gradient = replace(in, z -> form.slope(z, 0, slope, activation.gain()));
    return new Pair<>(gradient.muli(epsilon), null);
  }

  private static INDArray replace(INDArray z, DoubleUnaryOperator f) {
    double[] values = z.dup('c').data().asDouble();
    for (int i = 0; i < values.length; i++) {
      values[i] = f.applyAsDouble(values[i]);
    }
    return z.assign(Nd4j.createFromArray(values).castTo(z.dataType()).reshape('c', z.shape()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FixedActivation that
        && activation == that.activation
        && Double.compare(slope, that.slope) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(activation, slope);
  }

  @Override
  public String toString() {
    return activation.key();
  }
}
