package io.convrelu.nn;

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
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * Batch normalization (Ioffe and Szegedy 2015): y = γ·(x − μ)/√(σ² + ε) + β for each channel of
 * {@code [N, C, H, W]} or each input of {@code [N, C]}. Training takes mean μ and biased variance
 * σ² of the batch, prediction the running ones.
 *
 * <p>Parameters, {@code [C]} each and in this order: gamma (starts at 1), beta (0), mean (0), var
 * (1). They are DL4J's own batch normalization's with {@code useLogStd(false)}; its default keeps
 * log10 of the deviation in the place of var. Running statistics move as there: their gradient is
 * (1 − decay)·(running − batch), subtracted as it is, so that whatever averages parameters or
 * gradients takes care of them too. Nothing here is regularized.
 */
public final class ChannelBatchNorm extends FeedForwardLayer {

  private static final long serialVersionUID = 1L;

  /** Key of the running mean. Among the parameters, but not trained. */
  public static final String RUNNING_MEAN = "mean";

  /** Key of the running variance. Among the parameters, but not trained. */
  public static final String RUNNING_VARIANCE = "var";

  static final String GAMMA = "gamma";
  static final String BETA = "beta";

  private double epsilon = 1e-5;
  private double decay = 0.9;

  /** For JSON. */
  public ChannelBatchNorm() {}

  private ChannelBatchNorm(Builder builder) {
    super(builder);
    if (builder.getActivationFn() != null
        && !(builder.getActivationFn() instanceof ActivationIdentity)) {
      throw new IllegalArgumentException(
          describe() + " has no activation; it cannot be " + builder.getActivationFn());
    }
    // Set, so that a network's default activation is not filled in.
    setActivationFn(new ActivationIdentity());
    this.epsilon = builder.epsilon;
    this.decay = builder.decay;
    initializeConstraints(builder);
  }

  private String describe() {
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
    LayerValidation.assertNOutSet(getClass().getSimpleName(), layerName, layerIndex, getNOut());
    return LayerAssembly.assemble(
        new ChannelBatchNormLayer(conf, dataType),
        conf,
        listeners,
        layerIndex,
        paramsView,
        initializeParams);
  }

  @Override
  public ParamInitializer initializer() {
    return ChannelBatchNormParameters.INSTANCE;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    channels(inputType);
    return inputType;
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    if (nIn <= 0 || override) {
      nIn = channels(inputType);
    }
    nOut = nIn;
  }

  private long channels(InputType inputType) {
    if (inputType instanceof InputType.InputTypeFeedForward vector) {
      return vector.getSize();
    }
    if (inputType instanceof InputType.InputTypeConvolutional image
        && image.getFormat() != CNN2DFormat.NHWC) {
      return image.getChannels();
    }
    throw new IllegalArgumentException(
        describe() + " reads [N, C] or [N, C, H, W], not " + inputType);
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    return inputType instanceof InputType.InputTypeFeedForward
        ? null // DL4J's word for "none is needed"
        : InputTypeUtil.getPreProcessorForInputTypeCnnLayers(inputType, layerName);
  }

  @Override
  public List<Regularization> getRegularizationByParam(String name) {
    return List.of();
  }

  @Override
  public IUpdater getUpdaterByParam(String name) {
    return isRunning(name) ? new NoOp() : getIUpdater();
  }

  /** Whether a parameter is a running statistic. */
  static boolean isRunning(String name) {
    return name.equals(RUNNING_MEAN) || name.equals(RUNNING_VARIANCE);
  }

  @Override
  public boolean isPretrainParam(String name) {
    return false;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    return LayerAssembly.memoryReport(this, inputType, inputType, getIUpdater());
  }

  public double getEpsilon() {
    return epsilon;
  }

  public void setEpsilon(double value) {
    epsilon = value;
  }

  public double getDecay() {
    return decay;
  }

  public void setDecay(double value) {
    decay = value;
  }

  @Override
  public ChannelBatchNorm clone() {
    return (ChannelBatchNorm) super.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChannelBatchNorm that
        && super.equals(other)
        && Double.compare(epsilon, that.epsilon) == 0
        && Double.compare(decay, that.decay) == 0;
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof ChannelBatchNorm;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), epsilon, decay);
  }

  /** Builds the layer's configuration. */
  public static final class Builder extends FeedForwardLayer.Builder<Builder> {

    private double epsilon = 1e-5;
    private double decay = 0.9;

    /** ε, added to every variance; 1e-5 unless said. */
    public Builder epsilon(double value) {
      if (!(value > 0 && Double.isFinite(value))) {
        throw new IllegalArgumentException("epsilon is " + value + ", must be above 0");
      }
      epsilon = value;
      return this;
    }

    /** What a running statistic keeps of itself in a step; 0.9 unless said. */
    public Builder decay(double value) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException("decay is " + value + ", must be from 0 to 1");
      }
      decay = value;
      return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public ChannelBatchNorm build() {
      return new ChannelBatchNorm(this);
    }
  }
}
