package io.convrelu.nn;

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
import java.util.Objects;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.InputTypeUtil;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Any {@link StagePlan} as one layer: input {@code [N, C, H, W]} of the plan; output {@code [N, C',
 * H', W']}, or {@code [N, C']} where it has one position. Parameters are those of its units in
 * {@link ParameterLayout}'s order. Batch normalization has DL4J's own meaning: running statistics
 * are parameters that are followed and not trained.
 *
 * <p>Weight decay applies to W, {@link StageStart#thresholdL2} to theta, {@code l2Bias} to b,
 * nothing to the rest. FLOAT runs on the fast implementation of this JVM, DOUBLE on the plain one.
 */
public final class StageLayer extends FeedForwardLayer {

  private static final long serialVersionUID = 1L;

  /** Plan and start, as JSON: what this layer is as part of a network's JSON. */
  private String stage = "";

  private StageUse.Input gradient = StageUse.Input.LEARNS;
  private transient volatile Known known;

  /** What the JSON says, kept because DL4J asks for every parameter in every step. */
  private record Known(StagePlan plan, StageStart start, ParameterLayout parameters) {

    static Known of(StageJson stage) {
      return new Known(stage.plan(), stage.start(), stage.plan().parameters());
    }
  }

  /** For JSON. */
  private StageLayer() {}

  /**
   * A layer.
   *
   * @param input whether anything in front of it learns from its input's gradient
   */
  public StageLayer(StagePlan plan, StageStart start, StageUse.Input input) {
    stage = new StageJson(plan, start).write();
    gradient = input;
    nIn = plan.input().channels();
    nOut = plan.output().channels();
    // Set, so that a network's default activation is not filled in.
    setActivationFn(new ActivationIdentity());
  }

  /** What runs. */
  public StagePlan plan() {
    return known().plan();
  }

  /** How its parameters start. */
  StageStart start() {
    return known().start();
  }

  /** How the network uses the stage. */
  public StageUse use() {
    return new StageUse(plan(), gradient);
  }

  /** The units of {@link #plan}, in order. */
  public List<StageUnit> units() {
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
  public String unitOf(String parameter) {
    return nameOf(plan().units().get(StageParameters.find(this, parameter).unit()));
  }

  /** The parameters of {@link #plan}. */
  ParameterLayout parameters() {
    return known().parameters();
  }

  private Known known() {
    Known now = known;
    if (now == null) {
      now = Known.of(StageJson.read(stage));
      known = now;
    }
    return now;
  }

  /** The layer as shown to the user. */
  String describe() {
    return "StageLayer '" + layerName + "'";
  }

  @Override
  public org.deeplearning4j.nn.api.Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int layerIndex,
      INDArray paramsView,
      boolean initializeParams,
      DataType dataType) {
    RunningStage layer = new RunningStage(conf, dataType);
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
    requireInput(inputType);
    MapShape output = plan().output();
    return output.pixels() == 1
        ? InputType.feedForward(output.channels())
        : InputType.convolutional(output.height(), output.width(), output.channels());
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    requireInput(inputType);
  }

  private void requireInput(InputType inputType) {
    MapShape input = plan().input();
    if (!(inputType instanceof InputType.InputTypeConvolutional image)
        || image.getFormat() == CNN2DFormat.NHWC
        || image.getChannels() != input.channels()
        || image.getHeight() != input.height()
        || image.getWidth() != input.width()) {
      throw new IllegalArgumentException(
          describe() + " reads [N, C, H, W] of " + input + ", not " + inputType);
    }
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
      case THRESHOLD ->
          start().thresholdL2() > 0
              ? List.of(new L2Regularization(start().thresholdL2()))
              : List.of();
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
  public StageLayer clone() {
    return (StageLayer) super.clone();
  }

  public String getStage() {
    return stage;
  }

  public void setStage(String value) {
    stage = value;
    known = null;
  }

  public StageUse.Input getGradient() {
    return gradient;
  }

  public void setGradient(StageUse.Input value) {
    gradient = value;
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof StageLayer;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof StageLayer that
        && stage.equals(that.stage)
        && gradient == that.gradient;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), stage, gradient);
  }
}
