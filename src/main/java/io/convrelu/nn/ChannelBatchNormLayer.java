package io.convrelu.nn;

import io.convrelu.kernel.ChannelStatistics;
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

/**
 * Runs a {@link ChannelBatchNorm}: float32 through the kernel of this JVM, double precision through
 * the plain reference. From the forward pass it keeps the batch's statistics, nothing else; x̂ is
 * computed from the input again.
 */
final class ChannelBatchNormLayer extends PlainLayer<ChannelBatchNorm> {

  private static final long serialVersionUID = 1L;

  private static final ChannelStatistics NONE = new ChannelStatistics(new double[0], new double[0]);

  private final transient BatchNormArithmetic arithmetic;
  private transient ChannelStatistics ofBatch = NONE;

  /** Public for DL4J's clone(), which finds it by reflection. */
  public ChannelBatchNormLayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
    double epsilon = layerConf().getEpsilon();
    this.arithmetic =
        dataType == DataType.FLOAT
            ? new FloatBatchNorm(KernelProviders.get().batchNorm(), epsilon)
            : new DoubleBatchNorm(epsilon);
  }

  @Override
  public Type type() {
    return Type.NORMALIZATION;
  }

  /** Running statistics move by their decay, whatever the size of the batch. */
  @Override
  public boolean updaterDivideByMinibatch(String name) {
    return !ChannelBatchNorm.isRunning(name);
  }

  @Override
  public void setInput(INDArray input, LayerWorkspaceMgr workspaces) {
    super.setInput(input, workspaces);
    ofBatch = NONE;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    INDArray x = supported();
    INDArray y = workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, x.shape(), 'c');
    try {
      ofBatch = training ? arithmetic.statistics(x) : NONE;
      arithmetic.forward(
          x,
          training ? ofBatch : running(),
          values(ChannelBatchNorm.GAMMA),
          values(ChannelBatchNorm.BETA),
          y);
      return y;
    } catch (NonFiniteValueException e) {
      throw nonFinite(e);
    }
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray x = supported();
    INDArray dy = NativeArrays.dense(epsilon, dataType);
    INDArray dx =
        workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, dataType, x.shape(), 'c');
    ChannelStatistics batch = ofBatch.mean().length == 0 ? arithmetic.statistics(x) : ofBatch;
    BatchNormArithmetic.ScaleGradients gradients =
        arithmetic.backward(x, batch, values(ChannelBatchNorm.GAMMA), dy, dx);
    Gradient gradient = new DefaultGradient();
    gradientViews.forEach(
        (name, view) -> {
          store(
              switch (name) {
                case ChannelBatchNorm.GAMMA -> gradients.gamma();
                case ChannelBatchNorm.BETA -> gradients.beta();
                case ChannelBatchNorm.RUNNING_MEAN -> step(running().mean(), batch.mean());
                default -> step(running().variance(), batch.variance());
              },
              view);
          gradient.setGradientFor(name, view, 'c');
        });
    return new Pair<>(gradient, dx);
  }

  /** What an updater that changes nothing subtracts from running statistics. */
  private double[] step(double[] running, double[] batch) {
    double[] step = new double[running.length];
    for (int c = 0; c < step.length; c++) {
      step[c] = (1 - layerConf().getDecay()) * (running[c] - batch[c]);
    }
    return step;
  }

  private static void store(double[] values, INDArray view) {
    for (int c = 0; c < values.length; c++) {
      view.putScalar(c, values[c]);
    }
  }

  private ChannelStatistics running() {
    return new ChannelStatistics(
        values(ChannelBatchNorm.RUNNING_MEAN), values(ChannelBatchNorm.RUNNING_VARIANCE));
  }

  private double[] values(String name) {
    return getParam(name).toDoubleVector();
  }

  private INDArray supported() {
    long channels = layerConf().getNOut();
    if ((input.rank() != 2 && input.rank() != 4) || input.size(1) != channels) {
      throw unsupported(input, "[N, " + channels + "] or [N, " + channels + ", H, W]");
    }
    return NativeArrays.dense(input, dataType);
  }
}
