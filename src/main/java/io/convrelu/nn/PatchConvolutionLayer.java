package io.convrelu.nn;

import io.convrelu.kernel.ConvShape;
import io.convrelu.kernel.KernelProviders;
import io.convrelu.kernel.NonFiniteValueException;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs a {@link PatchConvolution} on {@code [N, C, H, W]} or {@code [N, C, L]}: float32 through the
 * fast kernel of this JVM, double precision through the plain reference.
 */
final class PatchConvolutionLayer extends PlainLayer<PatchConvolution> {

  private static final long serialVersionUID = 1L;

  private transient ConvShape shape;
  private transient ConvolutionArithmetic arithmetic;

  /** Public for DL4J's clone(), which finds it by reflection. */
  public PatchConvolutionLayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  public Type type() {
    return Type.CONVOLUTIONAL;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    applyDropOutIfNecessary(training, workspaces);
    INDArray x = NativeArrays.dense(input, dataType);
    load(x, training, workspaces);
    INDArray y =
        workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, outputShape(x), 'c');
    try {
      arithmetic.forward(x, y);
    } catch (NonFiniteValueException e) {
      throw nonFinite(e);
    }
    return y;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray x = NativeArrays.dense(input, dataType);
    load(x, true, workspaces);
    Optional<INDArray> dx =
        layerConf().getInputGradient() == InputGradient.SKIPPED
            ? Optional.empty()
            : Optional.of(
                workspaces.createUninitialized(
                    ArrayType.ACTIVATION_GRAD, dataType, x.shape(), 'c'));
    arithmetic.backward(x, NativeArrays.dense(epsilon, dataType), dx);
    Gradient gradient = new DefaultGradient();
    gradientViews.forEach(
        (name, view) -> {
          switch (name) {
            case NamedParameters.WEIGHTS -> arithmetic.storeWeightGradient(view);
            case NamedParameters.THRESHOLDS -> arithmetic.storeThresholdGradient(view);
            default -> arithmetic.storeBiasGradient(view);
          }
          gradient.setGradientFor(name, view, 'c');
        });
    weightNoiseParams.clear();
    // Null is DL4J's word for "no gradient of the input", as its embedding layers have it.
    return new Pair<>(gradient, dx.map(this::backpropDropOutIfPresent).orElse(null));
  }

  /** Brings the arithmetic to the shape of x and the present parameters. */
  private void load(INDArray x, boolean training, LayerWorkspaceMgr workspaces) {
    ConvShape needed = shapeOn(x);
    if (!needed.equals(shape)) {
      arithmetic =
          dataType == DataType.FLOAT
              ? new FloatConvolution(KernelProviders.get(), needed)
              : new DoubleConvolution(needed);
      shape = needed;
    }
    INDArray weights = getParamWithNoise(NamedParameters.WEIGHTS, training, workspaces);
    arithmetic.loadWeights(NativeArrays.dense(weights, dataType));
    if (layerConf().trainsThresholds()) {
      arithmetic.loadThresholds(getParam(NamedParameters.THRESHOLDS));
    } else {
      arithmetic.fixThresholds(layerConf().fixedThreshold());
    }
    if (layerConf().isHasBias()) {
      arithmetic.loadBias(getParam(NamedParameters.BIAS));
    }
  }

  private ConvShape shapeOn(INDArray x) {
    boolean sequence = x.rank() == 3 && layerConf().getKernelHeight() == 1;
    if ((x.rank() != 4 && !sequence) || x.size(1) != layerConf().getNIn()) {
      String images = "[N, " + layerConf().getNIn() + ", H, W]";
      String sequences = "[N, " + layerConf().getNIn() + ", L] (kernel height 1)";
      throw unsupported(x, images + " or " + sequences);
    }
    return sequence
        ? layerConf().shapeOn(x.size(1), 1, x.size(2))
        : layerConf().shapeOn(x.size(1), x.size(2), x.size(3));
  }

  private long[] outputShape(INDArray x) {
    return x.rank() == 3
        ? new long[] {x.size(0), shape.outChannels(), shape.outWidth()}
        : new long[] {x.size(0), shape.outChannels(), shape.outHeight(), shape.outWidth()};
  }
}
