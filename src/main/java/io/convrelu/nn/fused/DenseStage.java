package io.convrelu.nn.fused;

import io.convrelu.kernel.fused.DenseStages;
import io.convrelu.kernel.fused.DenseStages.LayerKind;
import io.convrelu.kernel.fused.DenseStages.Tail;
import io.convrelu.kernel.fused.MapShape;
import io.convrelu.kernel.fused.Parameter;
import io.convrelu.kernel.fused.StagePlan;
import java.util.Objects;

/**
 * A dense block with what stands around it (Huang et al. 2017): for the first block of a network a
 * 3×3 convolution in front; after the layers a transition (BN-act-1×1 convolution-2×2 means) or,
 * for the last block, BN-ReLU-global means. The channels of the block are stored once.
 */
public final class DenseStage extends FusedLayer {

  private static final long serialVersionUID = 1L;

  private int stem;
  private int stemStride = 1;
  private int layers = 1;
  private int growth = 12;
  private LayerKind kind = LayerKind.BOTTLENECK;
  private Tail tail = Tail.HALVING_TRANSITION;
  private StageActivation blockActivation = StageActivation.RELU;
  private StageActivation tailActivation = StageActivation.RELU;

  /** For JSON. */
  private DenseStage() {}

  private DenseStage(Builder builder) {
    super(builder);
    stem = builder.stem;
    stemStride = builder.stemStride;
    layers = builder.layers;
    growth = builder.growth;
    kind = builder.kind;
    tail = builder.tail;
    blockActivation = builder.blockActivation;
    tailActivation = builder.tailActivation;
  }

  @Override
  protected StagePlan plan(MapShape input) {
    return DenseStages.plan(
        new DenseStages.Settings(
            input,
            stem,
            stemStride,
            layers,
            growth,
            kind,
            blockActivation.nonlinearity(),
            tailActivation.nonlinearity(),
            tail));
  }

  @Override
  protected StageActivation activationOf(Parameter parameter) {
    return parameter.unit() == plan().units().size() - 1 ? tailActivation : blockActivation;
  }

  @Override
  protected InputGradient inputGradient() {
    return stem > 0 ? InputGradient.UNWANTED : InputGradient.WANTED;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof DenseStage that
        && stem == that.stem
        && stemStride == that.stemStride
        && layers == that.layers
        && growth == that.growth
        && kind == that.kind
        && tail == that.tail
        && blockActivation.equals(that.blockActivation)
        && tailActivation.equals(that.tailActivation);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        super.hashCode(),
        stem,
        stemStride,
        layers,
        growth,
        kind,
        tail,
        blockActivation,
        tailActivation);
  }

  public int getStem() {
    return stem;
  }

  public void setStem(int value) {
    stem = value;
  }

  public int getStemStride() {
    return stemStride;
  }

  public void setStemStride(int value) {
    stemStride = value;
  }

  public int getLayers() {
    return layers;
  }

  public void setLayers(int value) {
    layers = value;
  }

  public int getGrowth() {
    return growth;
  }

  public void setGrowth(int value) {
    growth = value;
  }

  public LayerKind getKind() {
    return kind;
  }

  public void setKind(LayerKind value) {
    kind = value;
  }

  public Tail getTail() {
    return tail;
  }

  public void setTail(Tail value) {
    tail = value;
  }

  public StageActivation getBlockActivation() {
    return blockActivation;
  }

  public void setBlockActivation(StageActivation value) {
    blockActivation = value;
  }

  public StageActivation getTailActivation() {
    return tailActivation;
  }

  public void setTailActivation(StageActivation value) {
    tailActivation = value;
  }

  /** Builds a {@link DenseStage}. */
  public static final class Builder extends FusedLayer.Builder<Builder> {

    private int stem;
    private int stemStride = 1;
    private int layers = 1;
    private int growth = 12;
    private LayerKind kind = LayerKind.BOTTLENECK;
    private Tail tail = Tail.HALVING_TRANSITION;
    private StageActivation blockActivation = StageActivation.RELU;
    private StageActivation tailActivation = StageActivation.RELU;

    /**
     * A 3×3 convolution in front of the block. The stage is then the first of its network: the
     * gradient of its input is not computed.
     */
    public Builder stem(int outputs, int stride) {
      stem = outputs;
      stemStride = stride;
      return this;
    }

    /** Layers of the block; 1 unless said. */
    public Builder layers(int value) {
      layers = value;
      return this;
    }

    /** Channels that each layer adds; 12 unless said. */
    public Builder growth(int value) {
      growth = value;
      return this;
    }

    /** Kind of the layers; bottlenecks unless said. */
    public Builder kind(LayerKind value) {
      kind = value;
      return this;
    }

    /** What follows the layers; a halving transition unless said. */
    public Builder tail(Tail value) {
      tail = value;
      return this;
    }

    /** Activation of the layers; ReLU unless said. */
    public Builder blockActivation(StageActivation value) {
      blockActivation = value;
      return this;
    }

    /** Activation of the tail; ReLU unless said. */
    public Builder tailActivation(StageActivation value) {
      tailActivation = value;
      return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public DenseStage build() {
      return new DenseStage(this);
    }
  }
}
