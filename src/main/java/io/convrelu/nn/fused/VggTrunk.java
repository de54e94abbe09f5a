package io.convrelu.nn.fused;

import io.convrelu.kernel.fused.MapShape;
import io.convrelu.kernel.fused.Parameter;
import io.convrelu.kernel.fused.StagePlan;
import io.convrelu.kernel.fused.UnitPlan;
import io.convrelu.kernel.fused.VggStages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Everything of a VGG-like network (Simonyan and Zisserman 2015) that stands before its classifier:
 * stages of 3×3 convolutions, each followed by batch normalization and an activation, every stage
 * ended by maxima of 2×2 squares. It is the first layer of its network: the gradient of its input
 * is not computed.
 */
public final class VggTrunk extends FusedLayer {

  private static final long serialVersionUID = 1L;

  private int[] channels = {};
  private int[] convolutions = {};
  private StageActivation[] activations = {};

  /** For JSON. */
  private VggTrunk() {}

  private VggTrunk(Builder builder) {
    super(builder);
    channels = builder.stages.stream().mapToInt(VggStages.Stage::channels).toArray();
    convolutions = builder.stages.stream().mapToInt(VggStages.Stage::convolutions).toArray();
    activations = builder.activations.toArray(new StageActivation[0]);
  }

  @Override
  protected StagePlan plan(MapShape input) {
    List<VggStages.Stage> stages = new ArrayList<>();
    for (int i = 0; i < channels.length; i++) {
      stages.add(new VggStages.Stage(channels[i], convolutions[i]));
    }
    return VggStages.plan(
        input, stages, Arrays.stream(activations).map(StageActivation::nonlinearity).toList());
  }

  /** A unit applies the activation of the convolution before it. */
  @Override
  protected StageActivation activationOf(Parameter parameter) {
    UnitPlan unit = plan().units().get(parameter.unit());
    return activations[unit.source() - 1];
  }

  @Override
  protected InputGradient inputGradient() {
    return InputGradient.UNWANTED;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof VggTrunk that
        && Arrays.equals(channels, that.channels)
        && Arrays.equals(convolutions, that.convolutions)
        && Arrays.equals(activations, that.activations);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        super.hashCode(),
        Arrays.hashCode(channels),
        Arrays.hashCode(convolutions),
        Arrays.hashCode(activations));
  }

  public int[] getChannels() {
    return channels.clone();
  }

  public void setChannels(int[] value) {
    channels = value.clone();
  }

  public int[] getConvolutions() {
    return convolutions.clone();
  }

  public void setConvolutions(int[] value) {
    convolutions = value.clone();
  }

  public StageActivation[] getActivations() {
    return activations.clone();
  }

  public void setActivations(StageActivation[] value) {
    activations = value.clone();
  }

  /** Builds a {@link VggTrunk}. */
  public static final class Builder extends FusedLayer.Builder<Builder> {

    private final List<VggStages.Stage> stages = new ArrayList<>();
    private final List<StageActivation> activations = new ArrayList<>();

    /** Adds a stage; one activation for each of its convolutions. */
    public Builder stage(int channels, StageActivation... behind) {
      stages.add(new VggStages.Stage(channels, behind.length));
      activations.addAll(List.of(behind));
      return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public VggTrunk build() {
      return new VggTrunk(this);
    }
  }
}
