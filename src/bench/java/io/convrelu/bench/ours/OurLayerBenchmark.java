package io.convrelu.bench.ours;

import io.convrelu.bench.worker.BenchActivation;
import io.convrelu.bench.worker.LayerShape;
import io.convrelu.kernel.ConvReluKernel;
import io.convrelu.kernel.ConvShape;
import io.convrelu.kernel.KernelProviders;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One convolution of ReLU or of ConvReLU through the kernel provider of this JVM; one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
public class OurLayerBenchmark {

  private static final long SEED = 1;

  @Param({"c48-k3-d12", "c96-k3-d48", "c96-k1-d48"})
  public String shape;

  @Param public BenchActivation activation;

  private ConvReluKernel kernel;
  private float[] x;
  private float[] w;
  private float[] thresholds;
  private float[] y;
  private float[] dy;
  private float[] dx;
  private float[] dw;
  private float[] dThresholds;

  /** Random values, θ too for ConvReLU; ReLU is θ = 0, without a gradient of θ. */
  @Setup
  public void prepare() {
    LayerShape layer = LayerShape.parse(shape);
    int pad = layer.kernel() / 2;
    ConvShape convolution =
        new ConvShape(
            layer.channels(),
            LayerShape.SIDE,
            LayerShape.SIDE,
            layer.outputs(),
            layer.kernel(),
            layer.kernel(),
            1,
            1,
            pad,
            pad);
    kernel = KernelProviders.get().convRelu(convolution);
    SplittableRandom random = new SplittableRandom(SEED);
    x = normal(random, LayerShape.BATCH * convolution.inputSize(), 1);
    w = normal(random, layer.outputs() * convolution.patchSize(), 0.05);
    thresholds =
        switch (activation) {
          case RELU -> new float[convolution.patchSize()];
          case CONV_RELU -> normal(random, convolution.patchSize(), 0.05);
        };
    y = new float[LayerShape.BATCH * convolution.outputSize()];
    dy = normal(random, y.length, 1);
    dx = new float[x.length];
    dw = new float[w.length];
    dThresholds =
        switch (activation) {
          case RELU -> ConvReluKernel.NONE;
          case CONV_RELU -> new float[convolution.patchSize()];
        };
  }

  @Benchmark
  public float[] forward() {
    kernel.load(w, thresholds, ConvReluKernel.NONE);
    kernel.forward(LayerShape.BATCH, x, y);
    return y;
  }

  @Benchmark
  public float[] forwardBackward() {
    forward();
    Arrays.fill(dw, 0);
    Arrays.fill(dThresholds, 0);
    kernel.backward(LayerShape.BATCH, x, dy, dx, dw, dThresholds, ConvReluKernel.NONE);
    return dx;
  }

  private static float[] normal(SplittableRandom random, int count, double deviation) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return values;
  }
}
