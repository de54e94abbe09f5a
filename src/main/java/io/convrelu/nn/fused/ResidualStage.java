package io.convrelu.nn.fused;

import io.convrelu.kernel.fused.MapShape;
import io.convrelu.kernel.fused.Parameter;
import io.convrelu.kernel.fused.ResidualStages;
import io.convrelu.kernel.fused.ResidualStages.Stem;
import io.convrelu.kernel.fused.ResidualStages.Tail;
import io.convrelu.kernel.fused.StagePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Residual blocks (He et al. 2016), with a 3×3 convolution in front for the first of a network and
 * global means behind for the last. A whole ResNet-18 can be one such layer; what is cut into
 * several is brought from the blocked layout to {@code [N, C, H, W]} and back between them.
 */
public final class ResidualStage extends FusedLayer {

  private static final long serialVersionUID = 1L;

  private int stem;
  private StageActivation stemActivation = StageActivation.RELU;
  private List<ResidualBlock> blocks = List.of();
  private Tail tail = Tail.NONE;

  /** For JSON. */
  private ResidualStage() {}

  private ResidualStage(Builder builder) {
    super(builder);
    stem = builder.stem;
    stemActivation = builder.stemActivation;
    blocks = List.copyOf(builder.blocks);
    tail = builder.tail;
  }

  @Override
  protected StagePlan plan(MapShape input) {
    return ResidualStages.plan(
        input,
        stem > 0 ? new Stem(stem, stemActivation.nonlinearity()) : Stem.NONE,
        blocks.stream().map(ResidualBlock::plan).toList(),
        tail);
  }

  @Override
  protected StageActivation activationOf(Parameter parameter) {
    String unit = plan().units().get(parameter.unit()).name();
    for (ResidualBlock block : blocks) {
      if (unit.equals(ResidualStages.innerUnit(block.getName()))) {
        return block.getInner();
      }
      if (unit.equals(ResidualStages.outerUnit(block.getName()))) {
        return block.getOuter();
      }
    }
    return stemActivation;
  }

  @Override
  protected InputGradient inputGradient() {
    return stem > 0 ? InputGradient.UNWANTED : InputGradient.WANTED;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof ResidualStage that
        && stem == that.stem
        && stemActivation.equals(that.stemActivation)
        && blocks.equals(that.blocks)
        && tail == that.tail;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), stem, stemActivation, blocks, tail);
  }

  public int getStem() {
    return stem;
  }

  public void setStem(int value) {
    stem = value;
  }

  public StageActivation getStemActivation() {
    return stemActivation;
  }

  public void setStemActivation(StageActivation value) {
    stemActivation = value;
  }

  public List<ResidualBlock> getBlocks() {
    return blocks;
  }

  public void setBlocks(List<ResidualBlock> value) {
    blocks = List.copyOf(value);
  }

  public Tail getTail() {
    return tail;
  }

  public void setTail(Tail value) {
    tail = value;
  }

  /** Builds a {@link ResidualStage}. */
  public static final class Builder extends FusedLayer.Builder<Builder> {

    private int stem;
    private StageActivation stemActivation = StageActivation.RELU;
    private final List<ResidualBlock> blocks = new ArrayList<>();
    private Tail tail = Tail.NONE;

    /**
     * A 3×3 convolution with BN and activation in front of the blocks. The stage is then the first
     * of its network: the gradient of its input is not computed.
     */
    public Builder stem(int channels, StageActivation activation) {
      stem = channels;
      stemActivation = activation;
      return this;
    }

    /** One more block. */
    public Builder block(ResidualBlock value) {
      blocks.add(value);
      return this;
    }

    /** What follows the blocks; nothing unless said. */
    public Builder tail(Tail value) {
      tail = value;
      return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public ResidualStage build() {
      return new ResidualStage(this);
    }
  }
}
