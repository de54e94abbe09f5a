package io.convrelu.nn;

import io.convrelu.kernel.ParametricActivation;
import java.util.Collection;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An elementwise activation with trainable parameters, on {@code [N, F]}, {@code [N, C, L]} or
 * {@code [N, C, H, W]}; the output has the shape of the input.
 */
public abstract class ParametricLayer extends BaseLayer {

  private static final long serialVersionUID = 1L;

  /** For JSON. */
  ParametricLayer() {}

  ParametricLayer(Builder<?> builder) {
    super(builder);
    if (builder.getActivationFn() != null) {
      throw new IllegalArgumentException(
          describe() + " is an activation; it cannot be " + builder.getActivationFn() + " as well");
    }
    // Set, so that a network's default activation is not filled in.
    setActivationFn(new ActivationIdentity());
    initializeConstraints(builder);
  }

  /** The function. */
  abstract ParametricActivation function();

  /** Its parameter's key. */
  abstract String parameterName();

  /** How many parameters there are: one a group of inputs. */
  abstract long groups();

  /** Gives the parameters their first values. */
  abstract void fill(INDArray view);

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
    return LayerAssembly.assemble(
        new ParametricActivationLayer(conf, dataType),
        conf,
        listeners,
        layerIndex,
        paramsView,
        initializeParams);
  }

  @Override
  public ParamInitializer initializer() {
    return ParametricLayerParameters.INSTANCE;
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    return inputType;
  }

  @Override
  public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
    return null; // DL4J's word for "none is needed"
  }

  @Override
  public boolean isPretrainParam(String name) {
    return false;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    return LayerAssembly.memoryReport(this, inputType, inputType, getIUpdater());
  }

  @Override
  public ParametricLayer clone() {
    return (ParametricLayer) super.clone();
  }

  @Override
  protected boolean canEqual(Object other) {
    return other != null && other.getClass() == getClass();
  }
}
