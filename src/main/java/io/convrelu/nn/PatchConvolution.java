package io.convrelu.nn;

import io.convrelu.kernel.ConvShape;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.InputTypeUtil;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * A convolution whose input passes max(x, θ) first. Input is {@code [N, C, H, W]}, or {@code [N, C,
 * L]} with a kernel of height 1; output {@code [N, D, floor((H + 2p − k)/s) + 1, …]}. There is no
 * output activation.
 *
 * <p>Weight decay of the network applies to W alone; thresholds have their own L2; a bias has what
 * {@code l2Bias} says, by default none.
 */
public abstract class PatchConvolution extends FeedForwardLayer {

  private static final long serialVersionUID = 1L;

  private int kernelHeight = 3;
  private int kernelWidth = 3;
  private int strideHeight = 1;
  private int strideWidth = 1;
  private int padHeight;
  private int padWidth;
  private boolean hasBias = true;
  private InputGradient inputGradient = InputGradient.COMPUTED;

  /** For JSON. */
  protected PatchConvolution() {}

  /**
   * @throws IllegalArgumentException on a geometry or an output activation that cannot be
   */
  protected PatchConvolution(Builder<?> builder) {
    super(builder);
    if (builder.getActivationFn() != null
        && !(builder.getActivationFn() instanceof ActivationIdentity)) {
      throw new IllegalArgumentException(
          describe() + " has no output activation; it cannot be " + builder.getActivationFn());
    }
    // Set, so that a network's default activation is not filled in.
    setActivationFn(new ActivationIdentity());
    requireAtLeast(1, builder.kernelHeight, builder.kernelWidth, "kernel");
    requireAtLeast(1, builder.strideHeight, builder.strideWidth, "stride");
    requireAtLeast(0, builder.padHeight, builder.padWidth, "padding");
    this.kernelHeight = builder.kernelHeight;
    this.kernelWidth = builder.kernelWidth;
    this.strideHeight = builder.strideHeight;
    this.strideWidth = builder.strideWidth;
    this.padHeight = builder.padHeight;
    this.padWidth = builder.padWidth;
    this.hasBias = builder.hasBias;
    this.inputGradient = builder.inputGradient;
    initializeConstraints(builder);
  }

  /** Whether thresholds are parameters of this layer. */
  abstract boolean trainsThresholds();

  /** The threshold of every patch entry where thresholds are not trained. */
  abstract double fixedThreshold();

  /** Gives trained thresholds {@code [C, k_h, k_w]} their first values. */
  abstract void fillThresholds(INDArray view);

  /** What holds trained thresholds down. */
  abstract List<Regularization> thresholdRegularization();

  /** The geometry on images of this size. */
  ConvShape shapeOn(long channels, long height, long width) {
    try {
      return new ConvShape(
          Math.toIntExact(channels),
          Math.toIntExact(height),
          Math.toIntExact(width),
          Math.toIntExact(nOut),
          kernelHeight,
          kernelWidth,
          strideHeight,
          strideWidth,
          padHeight,
          padWidth);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(describe() + ": " + e.getMessage(), e);
    }
  }

  /** The layer as shown to the user. */
  String describe() {
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
    LayerValidation.assertNInNOutSet(
        getClass().getSimpleName(), layerName, layerIndex, getNIn(), getNOut());
    return LayerAssembly.assemble(
        new PatchConvolutionLayer(conf, dataType),
        conf,
        listeners,
        layerIndex,
        paramsView,
        initializeParams);
  }

  @Override
  public ParamInitializer initializer() {
    return PatchConvolutionParameters.INSTANCE;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    if (inputType instanceof InputType.InputTypeRecurrent sequence) {
      requireSequence(sequence);
      long length = sequence.getTimeSeriesLength();
      return InputType.recurrent(
          nOut, length < 0 ? length : shapeOn(sequence.getSize(), 1, length).outWidth());
    }
    InputType.InputTypeConvolutional image = requireImage(inputType);
    ConvShape shape = shapeOn(image.getChannels(), image.getHeight(), image.getWidth());
    return InputType.convolutional(shape.outHeight(), shape.outWidth(), nOut);
  }

  @Override
  public void setNIn(InputType inputType, boolean override) {
    if (nIn > 0 && !override) {
      return;
    }
    nIn =
        inputType instanceof InputType.InputTypeRecurrent sequence
            ? requireSequence(sequence).getSize()
            : requireImage(inputType).getChannels();
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    if (inputType instanceof InputType.InputTypeRecurrent) {
      return null; // DL4J's word for "none is needed"
    }
    return InputTypeUtil.getPreProcessorForInputTypeCnnLayers(inputType, layerName);
  }

  @Override
  public List<Regularization> getRegularizationByParam(String name) {
    return switch (name) {
      case NamedParameters.WEIGHTS -> getRegularization();
      case NamedParameters.THRESHOLDS -> thresholdRegularization();
      default -> getRegularizationBias();
    };
  }

  @Override
  public boolean isPretrainParam(String name) {
    return false;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    return LayerAssembly.memoryReport(this, inputType, getOutputType(-1, inputType), getIUpdater());
  }

  @Override
  public PatchConvolution clone() {
    return (PatchConvolution) super.clone();
  }

  private InputType.InputTypeRecurrent requireSequence(InputType.InputTypeRecurrent sequence) {
    if (sequence.getFormat() == RNNFormat.NWC || kernelHeight != 1 || padHeight != 0) {
      throw new IllegalArgumentException(
          describe()
              + " reads sequences as [N, C, L] with kernel height 1 and height padding 0; here "
              + sequence.getFormat()
              + ", kernel height "
              + kernelHeight
              + ", height padding "
              + padHeight);
    }
    return sequence;
  }

  private InputType.InputTypeConvolutional requireImage(InputType inputType) {
    if (inputType instanceof InputType.InputTypeConvolutional image
        && image.getFormat() != CNN2DFormat.NHWC) {
      return image;
    }
    throw new IllegalArgumentException(
        describe() + " reads [N, C, H, W] or [N, C, L], not " + inputType);
  }

  private void requireAtLeast(int least, int height, int width, String what) {
    if (height < least || width < least) {
      throw new IllegalArgumentException(
          describe() + ": " + what + " " + height + "×" + width + ", must be at least " + least);
    }
  }

  public int getKernelHeight() {
    return kernelHeight;
  }

  public void setKernelHeight(int value) {
    kernelHeight = value;
  }

  public int getKernelWidth() {
    return kernelWidth;
  }

  public void setKernelWidth(int value) {
    kernelWidth = value;
  }

  public int getStrideHeight() {
    return strideHeight;
  }

  public void setStrideHeight(int value) {
    strideHeight = value;
  }

  public int getStrideWidth() {
    return strideWidth;
  }

  public void setStrideWidth(int value) {
    strideWidth = value;
  }

  public int getPadHeight() {
    return padHeight;
  }

  public void setPadHeight(int value) {
    padHeight = value;
  }

  public int getPadWidth() {
    return padWidth;
  }

  public void setPadWidth(int value) {
    padWidth = value;
  }

  public boolean isHasBias() {
    return hasBias;
  }

  public void setHasBias(boolean value) {
    hasBias = value;
  }

  public InputGradient getInputGradient() {
    return inputGradient;
  }

  public void setInputGradient(InputGradient value) {
    inputGradient = Objects.requireNonNull(value, "inputGradient");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PatchConvolution that
        && super.equals(other)
        && kernelHeight == that.kernelHeight
        && kernelWidth == that.kernelWidth
        && strideHeight == that.strideHeight
        && strideWidth == that.strideWidth
        && padHeight == that.padHeight
        && padWidth == that.padWidth
        && hasBias == that.hasBias
        && inputGradient == that.inputGradient;
  }

  @Override
  protected boolean canEqual(Object other) {
    return other != null && other.getClass() == getClass();
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        super.hashCode(),
        kernelHeight,
        kernelWidth,
        strideHeight,
        strideWidth,
        padHeight,
        padWidth,
        hasBias,
        inputGradient);
  }

  /**
   * Geometry, bias, weights.
   *
   * @param <T> the builder itself
   */
  public abstract static class Builder<T extends Builder<T>> extends FeedForwardLayer.Builder<T> {

    private int kernelHeight = 3;
    private int kernelWidth = 3;
    private int strideHeight = 1;
    private int strideWidth = 1;
    private int padHeight;
    private int padWidth;
    private boolean hasBias = true;
    private InputGradient inputGradient = InputGradient.COMPUTED;

    /** Kernel k_h × k_w; 3 × 3 unless said. */
    public T kernel(int height, int width) {
      kernelHeight = height;
      kernelWidth = width;
      return self();
    }

    /** Stride; 1 unless said. */
    public T stride(int height, int width) {
      strideHeight = height;
      strideWidth = width;
      return self();
    }

    /** Rows of zeros above and below, columns left and right; 0 unless said. */
    public T padding(int height, int width) {
      padHeight = height;
      padWidth = width;
      return self();
    }

    /** Whether a bias is added to each output channel; it is unless said. */
    public T hasBias(boolean value) {
      hasBias = value;
      return self();
    }

    /** {@link InputGradient#SKIPPED} saves a third of the work of a network's first layer. */
    public T inputGradient(InputGradient value) {
      inputGradient = Objects.requireNonNull(value, "inputGradient");
      return self();
    }

    @SuppressWarnings("unchecked")
    private T self() {
      return (T) this;
    }
  }
}
