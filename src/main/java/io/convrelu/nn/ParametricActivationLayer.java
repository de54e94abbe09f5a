package io.convrelu.nn;

import io.convrelu.kernel.ElementwiseKernel;
import io.convrelu.kernel.KernelProviders;
import io.convrelu.kernel.NonFiniteValueException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a {@link ParametricLayer}; float32 passes in pieces of whole examples. */
final class ParametricActivationLayer extends PlainLayer<ParametricLayer> {

  private static final long serialVersionUID = 1L;

  /** Values of a piece: 256 KiB. */
  private static final int PIECE = 1 << 16;

  private transient float[] values = {};
  private transient float[] gradients = {};

  /** Public for DL4J's clone(), which finds it by reflection. */
  public ParametricActivationLayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    applyDropOutIfNecessary(training, workspaces);
    INDArray x = NativeArrays.dense(input, dataType);
    INDArray y = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, x.shape(), 'c');
    int repeats = repeats(x);
    int batch = Math.toIntExact(x.size(0));
    try {
      if (dataType == DataType.DOUBLE) {
        double[] in = NativeArrays.readDoubles(x);
        layerConf().function().forward(batch, repeats, in, parameter().toDoubleVector(), in);
        NativeArrays.writeDoubles(in, y);
        return y;
      }
      ElementwiseKernel kernel = kernel();
      float[] parameters = parameter().toFloatVector();
      int size = parameters.length * repeats;
      int step = reserve(size);
      for (int n = 0; n < batch; n += step) {
        int examples = Math.min(step, batch - n);
        NativeArrays.read(x, (long) n * size, values, examples * size);
        kernel.forward(examples, repeats, values, parameters, values);
        NativeArrays.write(values, y, (long) n * size, examples * size);
      }
      return y;
    } catch (NonFiniteValueException e) {
      throw nonFinite(e);
    }
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray x = NativeArrays.dense(input, dataType);
    INDArray dy = NativeArrays.dense(epsilon, dataType);
    INDArray dx =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, x.shape(), 'c');
    double[] parameterGradients = new double[Math.toIntExact(parameter().length())];
    int repeats = repeats(x);
    int batch = Math.toIntExact(x.size(0));
    if (dataType == DataType.DOUBLE) {
      double[] grad = NativeArrays.readDoubles(dy);
      double[] parameters = parameter().toDoubleVector();
      layerConf()
          .function()
          .backward(
              batch,
              repeats,
              NativeArrays.readDoubles(x),
              parameters,
              grad,
              grad,
              parameterGradients);
      NativeArrays.writeDoubles(grad, dx);
    } else {
      ElementwiseKernel kernel = kernel();
      float[] parameters = parameter().toFloatVector();
      int size = parameters.length * repeats;
      int step = reserve(size);
      for (int n = 0; n < batch; n += step) {
        int examples = Math.min(step, batch - n);
        NativeArrays.read(x, (long) n * size, values, examples * size);
        NativeArrays.read(dy, (long) n * size, gradients, examples * size);
        kernel.backward(
            examples, repeats, values, parameters, gradients, gradients, parameterGradients);
        NativeArrays.write(gradients, dx, (long) n * size, examples * size);
      }
    }
    String name = layerConf().parameterName();
    INDArray view = gradientViews.get(name);
    for (int i = 0; i < parameterGradients.length; i++) {
      view.putScalar(i, parameterGradients[i]);
    }
    Gradient gradient = new DefaultGradient();
    gradient.setGradientFor(name, view, 'c');
    return new Pair<>(gradient, backpropDropOutIfPresent(dx));
  }

  private INDArray parameter() {
    return getParam(layerConf().parameterName());
  }

  private ElementwiseKernel kernel() {
    return KernelProviders.get().elementwise(layerConf().function());
  }

  /** Inputs of an example that share a parameter. */
  private int repeats(INDArray x) {
    long size = x.rank() < 2 ? 0 : x.length() / x.size(0);
    long groups = layerConf().groups();
    boolean one = groups == 1;
    boolean channels = x.rank() >= 2 && groups == x.size(1);
    if (!(one || channels || groups == size) || size == 0) {
      throw unsupported(x, "inputs with " + groups + " thresholds");
    }
    return Math.toIntExact(size / groups);
  }

  /** Makes room for a piece of examples of this size and says how many fit. */
  private int reserve(int size) {
    int examples = Math.max(1, PIECE / size);
    if (values == null || values.length != examples * size) {
      values = new float[examples * size];
      gradients = new float[examples * size];
    }
    return examples;
  }
}
