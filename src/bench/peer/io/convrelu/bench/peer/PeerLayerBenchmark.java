package io.convrelu.bench.peer;

import io.convrelu.bench.worker.BenchActivation;
import io.convrelu.bench.worker.LayerShape;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.global.torch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One convolution of ReLU, or ConvReLU's fastest form, in libtorch; one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
public class PeerLayerBenchmark {

  private static final long SEED = 1;

  @Param({"c48-k3-d12", "c96-k3-d48", "c96-k1-d48"})
  public String shape;

  @Param public BenchActivation activation;

  private Parameters parameters;
  private Block layer;
  private Tensor x;
  private Tensor dy;

  /** Random values. */
  @Setup
  public void prepare() {
    torch.set_num_threads(1);
    torch.manual_seed(SEED);
    LayerShape parsed = LayerShape.parse(shape);
    parameters = new Parameters();
    Blocks blocks = new Blocks(parameters);
    layer =
        switch (activation) {
          case RELU ->
              Block.sequence(
                  torch::relu,
                  blocks.convolution(parsed.channels(), parsed.kernel(), 1, parsed.outputs()));
          case CONV_RELU -> blocks.convRelu(parsed.channels(), parsed.kernel(), parsed.outputs());
        };
    x = images(parsed.channels());
    x.requires_grad_(true);
    dy = images(parsed.outputs());
  }

  @Benchmark
  public void forward() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGradients = new NoGradGuard()) {
      layer.apply(x);
    }
  }

  @Benchmark
  public void forwardBackward() {
    try (PointerScope scope = new PointerScope()) {
      layer.apply(x).backward(dy, new BoolOptional(false), false, new TensorArrayRefOptional());
      x.mutable_grad().reset();
      parameters.tensors().forEach(parameter -> parameter.mutable_grad().reset());
    }
  }

  private static Tensor images(int channels) {
    return torch
        .randn(LayerShape.BATCH, channels, LayerShape.SIDE, LayerShape.SIDE)
        .contiguous(torch.MemoryFormat.ChannelsLast);
  }
}
