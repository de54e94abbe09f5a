package io.convrelu.nn;

import io.convrelu.kernel.fused.MapShape;
import io.convrelu.kernel.fused.NotOneHotException;
import io.convrelu.kernel.fused.ReferenceStage;
import io.convrelu.kernel.fused.StageLease;
import io.convrelu.kernel.fused.StagePlan;
import io.convrelu.kernel.fused.StageRuntime;
import io.convrelu.kernel.fused.StageUse;
import io.convrelu.kernel.fused.UnitObserver;
import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs a {@link StageLayer}. A training step takes a stage from the runtime in its forward pass and
 * gives it back after its backward pass. Where no backward pass follows, the next forward pass of
 * the layer uses the same stage.
 */
public final class RunningStage extends BaseLayer<StageLayer> {

  private static final long serialVersionUID = 1L;

  private transient StagePlan plan;
  private transient StageLease running;
  private transient ReferenceStage reference;
  private transient float[] values;
  private transient float[] gradients;

  /** Public for DL4J's clone(), which finds it by reflection. */
  public RunningStage(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
    if (dataType != DataType.FLOAT && dataType != DataType.DOUBLE) {
      throw new IllegalArgumentException(
          layerConf().describe() + " computes in FLOAT or DOUBLE, not in " + dataType);
    }
  }

  @Override
  public Type type() {
    return Type.CONVOLUTIONAL;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    applyDropOutIfNecessary(training, workspaces);
    INDArray x = checked(NativeArrays.dense(input, dataType));
    int batch = Math.toIntExact(x.size(0));
    INDArray y =
        workspaces.createUninitialized(ArrayType.ACTIVATIONS, dataType, outputShape(batch), 'c');
    try {
      forward(batch, x, training, y);
    } catch (NotOneHotException e) {
      throw new DL4JInvalidInputException(layerConf().describe() + " " + e.getMessage());
    }
    // Its memory was in use until here.
    Reference.reachabilityFence(x);
    return y;
  }

  private void forward(int batch, INDArray x, boolean training, INDArray y) {
    if (dataType == DataType.DOUBLE) {
      if (reference == null) {
        reference = new ReferenceStage(plan);
      }
      ReferenceStage.Statistics statistics =
          training ? ReferenceStage.Statistics.BATCH : ReferenceStage.Statistics.RUNNING;
      if (training) {
        reference.seed(dropoutSeed());
      }
      NativeArrays.writeDoubles(
          reference.forward(batch, NativeArrays.readDoubles(x), parametersInDouble(), statistics),
          y);
    } else if (training) {
      if (running == null || running.ended()) {
        running = StageRuntime.get().take(plan);
      }
      long seed = dropoutSeed();
      running =
          StageRuntime.get()
              .work(
                  running,
                  plan,
                  stage -> {
                    stage.seed(seed);
                    stage.forward(batch, floats(x), parameters(), floats(y));
                  });
    } else {
      infer(batch, x, y);
    }
  }

  /** Drawn as DL4J's own dropout is, from the generator that a training seeds; else 0. */
  private long dropoutSeed() {
    boolean dropsOut = plan.units().stream().anyMatch(unit -> unit.dropout() > 0);
    return dropsOut ? Nd4j.getRandom().nextLong() : 0;
  }

  private void infer(int batch, INDArray x, INDArray y) {
    StageRuntime runtime = StageRuntime.get();
    runtime
        .work(
            runtime.take(plan),
            plan,
            stage -> stage.infer(batch, floats(x), parameters(), floats(y)))
        .close();
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray dy = NativeArrays.dense(epsilon, dataType);
    boolean wanted = layerConf().use().input() == StageUse.Input.LEARNS;
    Optional<INDArray> dx =
        wanted
            ? Optional.of(
                workspaces.createUninitialized(
                    ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c'))
            : Optional.empty();
    if (dataType == DataType.DOUBLE) {
      double[] exact = new double[plan.parameters().size()];
      double[] inputGradient =
          reference.backward(NativeArrays.readDoubles(dy), parametersInDouble(), exact);
      if (trains()) {
        NativeArrays.writeDoubles(exact, gradientsFlattened);
      }
      dx.ifPresent(array -> NativeArrays.writeDoubles(inputGradient, array));
    } else {
      if (gradients == null) {
        gradients = new float[plan.parameters().size()];
      }
      FloatBuffer inputGradient = dx.map(RunningStage::floats).orElse(FloatBuffer.allocate(0));
      running.use(stage -> stage.backward(floats(dy), values, inputGradient, gradients));
      running.close();
      if (trains()) {
        floats(gradientsFlattened).put(0, gradients);
      }
    }
    Reference.reachabilityFence(dy);
    Gradient gradient = new DefaultGradient();
    if (trains()) {
      gradientViews.forEach((name, view) -> gradient.setGradientFor(name, view, 'c'));
    }
    return new Pair<>(gradient, dx.map(this::backpropDropOutIfPresent).orElse(null));
  }

  /**
   * Predicts, and shows what every activation reads; the layer stays as it is.
   *
   * @param x {@code [N, C, H, W]}
   */
  public void observe(INDArray x, ActivationObserver observer) {
    INDArray dense = checked(NativeArrays.dense(x, dataType));
    int batch = Math.toIntExact(dense.size(0));
    List<StageUnit> units = layerConf().units();
    float[] flat = trains() ? paramsFlattened.dup('c').data().asFloat() : new float[0];
    ActiveThresholds thresholds = new ActiveThresholds(plan, flat);
    UnitObserver inside =
        (unit, values) -> observer.see(units.get(unit).name(), values, thresholds.of(unit));
    if (dataType == DataType.DOUBLE) {
      new ReferenceStage(plan)
          .observe(batch, NativeArrays.readDoubles(dense), parametersInDouble(), inside);
    } else {
      try (StageLease lease = StageRuntime.get().take(plan)) {
        lease.use(stage -> stage.observe(batch, floats(dense), parameters(), inside));
      }
    }
    Reference.reachabilityFence(dense);
  }

  private INDArray checked(INDArray x) {
    if (plan == null) {
      plan = layerConf().plan();
    }
    MapShape shape = plan.input();
    long[] expected = {-1, shape.channels(), shape.height(), shape.width()};
    boolean fits = x.rank() == 4;
    for (int d = 1; fits && d < 4; d++) {
      fits = x.size(d) == expected[d];
    }
    if (!fits) {
      throw new DL4JInvalidInputException(
          layerConf().describe()
              + " was built for [N, "
              + shape.channels()
              + ", "
              + shape.height()
              + ", "
              + shape.width()
              + "], not for "
              + Arrays.toString(x.shape()));
    }
    return x;
  }

  private long[] outputShape(int batch) {
    MapShape shape = plan.output();
    return shape.pixels() == 1
        ? new long[] {batch, shape.channels()}
        : new long[] {batch, shape.channels(), shape.height(), shape.width()};
  }

  private float[] parameters() {
    if (values == null) {
      values = new float[plan.parameters().size()];
    }
    if (trains()) {
      floats(paramsFlattened).get(0, values);
    }
    return values;
  }

  private double[] parametersInDouble() {
    return trains() ? NativeArrays.readDoubles(paramsFlattened.dup('c')) : new double[0];
  }

  /** DL4J has no arrays for a layer without parameters. */
  private boolean trains() {
    return plan.parameters().size() > 0;
  }

  private static FloatBuffer floats(INDArray array) {
    return new FloatPointer(array.data().addressPointer()).capacity(array.length()).asBuffer();
  }

  /** Running statistics are not gradients of a sum over examples. */
  @Override
  public boolean updaterDivideByMinibatch(String name) {
    return StageParameters.find(layerConf(), name).role().trained();
  }

  @Override
  public void setParams(INDArray flat) {
    if (flat != paramsFlattened) {
      paramsFlattened.assign(flat.reshape(paramsFlattened.shape()));
    }
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray mask, MaskState state, int minibatchSize) {
    if (mask != null) {
      throw new UnsupportedOperationException(layerConf().describe() + " does not work with masks");
    }
    return super.feedForwardMaskArray(mask, state, minibatchSize);
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }
}
