package io.convrelu.nn.fused;

import io.convrelu.kernel.fused.MapShape;
import io.convrelu.kernel.fused.Parameter;
import io.convrelu.kernel.fused.Parameter.Role;
import io.convrelu.kernel.fused.ParameterLayout;
import io.convrelu.kernel.fused.StagePlan;
import io.convrelu.kernel.fused.StageUse;
import io.convrelu.kernel.fused.UnitPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.InputTypeUtil;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * A stage of several units as one layer: input {@code [N, C, H, W]}; output {@code [N, C', H',
 * W']}, or {@code [N, C']} where the stage ends in global means. Parameters are those of its units
 * in {@link io.convrelu.kernel.fused.ParameterLayout}'s order. Batch normalization has DL4J's own
 * meaning: ε 1e-5, decay 0.9, running statistics as parameters that are followed and not trained.
 *
 * <p>Weight decay applies to W, threshold L2 to theta, {@code l2Bias} to b, nothing to the rest.
 * FLOAT runs on the fast implementation of this JVM, DOUBLE on the plain one.
 */
public abstract class FusedLayer extends FeedForwardLayer {

  private static final long serialVersionUID = 1L;

  private int inputHeight;
  private int inputWidth;
  private transient volatile Known known;

  /** The plan for an input, kept because DL4J asks for every parameter in every step. */
  private record Known(MapShape input, StagePlan plan, ParameterLayout parameters) {}

  /** For JSON. */
  protected FusedLayer() {}

  protected FusedLayer(Builder<?> builder) {
    super(builder);
    // Set, so that a network's default activation is not filled in.
    setActivationFn(new ActivationIdentity());
    initializeConstraints(builder);
  }

  /** What runs on inputs of this shape. */
  protected abstract StagePlan plan(MapShape input);

  /** The activation that a trained slope or threshold belongs to. */
  protected abstract StageActivation activationOf(Parameter parameter);

  /** How the weights of a unit start; the layer's own weight init unless said. */
  protected IWeightInit weightInitOf(Parameter weights) {
    return getWeightInitFn();
  }

  /** Whether anything stands before this layer that learns from its input's gradient. */
  protected abstract InputGradient inputGradient();

  /** Whether the gradient of the input is computed. */
  protected enum InputGradient {
    WANTED,
    UNWANTED
  }

  /** What runs on the inputs that the network was built for. */
  public final StagePlan plan() {
    return known().plan();
  }

  /** How the network that it was built for uses the stage. */
  public final StageUse use() {
    return new StageUse(
        plan(),
        inputGradient() == InputGradient.WANTED ? StageUse.Input.LEARNS : StageUse.Input.FIXED);
  }

  /** The units of {@link #plan}, in order. */
  public final List<StageUnit> units() {
    List<UnitPlan> plans = plan().units();
    List<StageUnit> units = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      int unit = i;
      List<Parameter> own =
          parameters().parameters().stream().filter(p -> p.unit() == unit).toList();
      units.add(new StageUnit(nameOf(plans.get(i)), plans.get(i), own));
    }
    return units;
  }

  private String nameOf(UnitPlan unit) {
    return layerName + "-" + unit.name();
  }

  /**
   * Name of the unit that a parameter belongs to, as in {@link StageUnit#name}.
   *
   * @throws IllegalArgumentException when there is no such parameter
   */
  public final String unitOf(String parameter) {
    return nameOf(plan().units().get(StageParameters.find(this, parameter).unit()));
  }

  /** The parameters of {@link #plan}. */
  final ParameterLayout parameters() {
    return known().parameters();
  }

  private Known known() {
    if (inputHeight < 1 || nIn < 1) {
      throw new IllegalStateException(
          describe() + " does not know its input; give the network its input types");
    }
    MapShape input = new MapShape(Math.toIntExact(nIn), inputHeight, inputWidth);
    Known before = known;
    if (before != null && before.input().equals(input)) {
      return before;
    }
    StagePlan plan = planned(input);
    Known now = new Known(input, plan, plan.parameters());
    known = now;
    return now;
  }

  /**
   * @throws IllegalArgumentException, naming the layer, when it cannot work on such inputs
   */
  private StagePlan planned(MapShape input) {
    try {
      StagePlan plan = plan(input);
      plan.output();
      return plan;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          describe() + " cannot work on " + input + ": " + e.getMessage(), e);
    }
  }

  /** The layer as shown to the user. */
  final String describe() {
    return getClass().getSimpleName() + " '" + layerName + "'";
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int layerIndex,
      INDArray paramsView,
      boolean initializeParams,
      DataType dataType) {
    FusedStageLayer layer = new FusedStageLayer(conf, dataType);
    layer.setListeners(listeners);
    layer.setIndex(layerIndex);
    layer.setParamsViewArray(paramsView);
    layer.setParamTable(initializer().init(conf, paramsView, initializeParams));
    layer.setConf(conf);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return StageParameters.INSTANCE;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    InputType.InputTypeConvolutional image = requireImage(inputType);
    MapShape output =
        planned(
                new MapShape(
                    Math.toIntExact(image.getChannels()),
                    Math.toIntExact(image.getHeight()),
                    Math.toIntExact(image.getWidth())))
            .output();
    return output.pixels() == 1
        ? InputType.feedForward(output.channels())
        : InputType.convolutional(output.height(), output.width(), output.channels());
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    InputType.InputTypeConvolutional image = requireImage(inputType);
    if (nIn <= 0 || override) {
      nIn = image.getChannels();
    }
    inputHeight = Math.toIntExact(image.getHeight());
    inputWidth = Math.toIntExact(image.getWidth());
    nOut = plan().output().channels();
  }

  private InputType.InputTypeConvolutional requireImage(InputType inputType) {
    if (inputType instanceof InputType.InputTypeConvolutional image
        && image.getFormat() != CNN2DFormat.NHWC) {
      return image;
    }
    throw new IllegalArgumentException(describe() + " reads [N, C, H, W], not " + inputType);
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    return InputTypeUtil.getPreProcessorForInputTypeCnnLayers(inputType, layerName);
  }

  private Role role(String name) {
    return StageParameters.find(this, name).role();
  }

  @Override
  public List<Regularization> getRegularizationByParam(String name) {
    return switch (role(name)) {
      case WEIGHTS -> getRegularization();
      case THRESHOLD -> {
        double l2 = activationOf(StageParameters.find(this, name)).getThresholds().getL2();
        yield l2 > 0 ? List.of(new L2Regularization(l2)) : List.of();
      }
      case BIAS -> getRegularizationBias();
      case GAMMA, BETA, RUNNING_MEAN, RUNNING_VARIANCE, SLOPE -> List.of();
    };
  }

  @Override
  public IUpdater getUpdaterByParam(String name) {
    Role role = role(name);
    if (role == Role.BIAS && getBiasUpdater() != null) {
      return getBiasUpdater();
    }
    return role.trained() ? getIUpdater() : new NoOp();
  }

  @Override
  public boolean isPretrainParam(String name) {
    return false;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    long parameters = initializer().numParams(this);
    IUpdater updater = getIUpdater();
    long state = updater == null ? 0 : updater.stateSize(parameters);
    long kept = plan().maps().stream().mapToLong(MapShape::size).sum();
    return new LayerMemoryReport.Builder(
            layerName, getClass(), inputType, getOutputType(-1, inputType))
        .standardMemory(parameters, state)
        .workingMemory(0, 0, 0, kept)
        .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
        .build();
  }

  @Override
  public FusedLayer clone() {
    return (FusedLayer) super.clone();
  }

  public int getInputHeight() {
    return inputHeight;
  }

  public void setInputHeight(int value) {
    inputHeight = value;
  }

  public int getInputWidth() {
    return inputWidth;
  }

  public void setInputWidth(int value) {
    inputWidth = value;
  }

  @Override
  protected boolean canEqual(Object other) {
    return other != null && other.getClass() == getClass();
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof FusedLayer that
        && inputHeight == that.inputHeight
        && inputWidth == that.inputWidth;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * super.hashCode() + inputHeight) + inputWidth;
  }

  /**
   * Common part of the builders.
   *
   * @param <T> the builder itself
   */
  public abstract static class Builder<T extends Builder<T>> extends FeedForwardLayer.Builder<T> {}
}
