package io.convrelu.nn.fused;

import io.convrelu.kernel.fused.MapShape;
import io.convrelu.kernel.fused.Parameter;
import io.convrelu.kernel.fused.StagePlan;
import io.convrelu.kernel.fused.TextStages;
import io.convrelu.kernel.fused.UnitPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.weights.IWeightInit;

/**
 * The convolutions of a character-level network (Zhang, Zhao and LeCun 2015). Input is one-hot
 * characters {@code [N, C, 1, L]}: at every position one 1, or none, and else zeros; anything else
 * is refused. Output is the last convolution's, or its maxima, {@code [N, D, 1, L']}, without an
 * activation. It is the first layer of its network: the gradient of its input is not computed.
 */
public final class TextTrunk extends FusedLayer {

  private static final long serialVersionUID = 1L;

  private int features = 1;
  private TextConvolution[] convolutions = {};

  /** For JSON. */
  private TextTrunk() {}

  private TextTrunk(Builder builder) {
    super(builder);
    features = builder.features;
    convolutions = builder.convolutions.toArray(new TextConvolution[0]);
  }

  @Override
  protected StagePlan plan(MapShape input) {
    try {
      return TextStages.plan(
          input, features, Arrays.stream(convolutions).map(TextConvolution::plan).toList());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(describe() + ": " + e.getMessage(), e);
    }
  }

  /** Which convolution a unit is; units without one have no parameters. */
  private TextConvolution of(Parameter parameter) {
    List<UnitPlan> units = plan().units().subList(0, parameter.unit());
    return convolutions[
        (int) units.stream().filter(unit -> unit.convolution().isPresent()).count()];
  }

  @Override
  protected StageActivation activationOf(Parameter parameter) {
    return of(parameter).getInFront();
  }

  @Override
  protected IWeightInit weightInitOf(Parameter weights) {
    return of(weights).getWeightInit();
  }

  @Override
  protected InputGradient inputGradient() {
    return InputGradient.UNWANTED;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof TextTrunk that
        && features == that.features
        && Arrays.equals(convolutions, that.convolutions);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), features, Arrays.hashCode(convolutions));
  }

  public int getFeatures() {
    return features;
  }

  public void setFeatures(int value) {
    features = value;
  }

  public TextConvolution[] getConvolutions() {
    return convolutions.clone();
  }

  public void setConvolutions(TextConvolution[] value) {
    convolutions = value.clone();
  }

  /** Builds a {@link TextTrunk}. */
  public static final class Builder extends FusedLayer.Builder<Builder> {

    private int features = 256;
    private final List<TextConvolution> convolutions = new ArrayList<>();

    /** Features that every convolution makes; 256 unless said. */
    public Builder features(int value) {
      features = value;
      return this;
    }

    /** Adds a convolution. */
    public Builder convolution(TextConvolution value) {
      convolutions.add(value);
      return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public TextTrunk build() {
      return new TextTrunk(this);
    }
  }
}
