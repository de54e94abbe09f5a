package io.convrelu.bench.peer;

import io.convrelu.bench.worker.Batch;
import io.convrelu.bench.worker.Batches;
import io.convrelu.bench.worker.BenchNetwork;
import io.convrelu.bench.worker.Precision;
import io.convrelu.bench.worker.Trainee;
import io.convrelu.bench.worker.WorkerSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** One network trained by libtorch. */
final class PeerTrainee implements Trainee {

  private static final int BATCHES = 4;
  private static final long SEED = 1;

  private final Block network;
  private final Parameters parameters = new Parameters();
  private final MomentumUpdate update;
  private final List<Tensor> inputs = new ArrayList<>();
  private final List<Tensor> labels = new ArrayList<>();
  private final String data;
  private final int examples;
  private final Precision precision;
  private int steps;

  PeerTrainee(WorkerSettings settings) throws IOException {
    torch.set_num_threads(settings.threads());
    torch.manual_seed(SEED);
    this.network =
        new PeerNetworks(new Blocks(parameters)).network(settings.network(), settings.activation());
    this.update = new MomentumUpdate(parameters.tensors());
    Batches batches = new Batches(settings, SEED);
    this.data = batches.description();
    this.examples = settings.examplesPerStep();
    this.precision = settings.precision();
    for (int i = 0; i < BATCHES; i++) {
      add(batches.next(), settings);
    }
  }

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("library", "libtorch " + Tensor.class.getPackage().getImplementationVersion());
    facts.put("threads", Integer.toString(torch.get_num_threads()));
    facts.put("instructions", torch.get_cpu_capability().getString());
    facts.put("precision", precision.id());
    facts.put("data", data);
    return facts;
  }

  @Override
  public long parameters() {
    return parameters.count();
  }

  @Override
  public Progress work(int count) {
    return Progress.timed((long) count * examples, () -> train(count));
  }

  private double train(int count) {
    double loss = Double.NaN;
    for (int i = 0; i < count; i++) {
      loss = step(steps++ % BATCHES);
    }
    return loss;
  }

  @Override
  public void close() {
    inputs.forEach(Tensor::close);
    labels.forEach(Tensor::close);
  }

  private double step(int batch) {
    try (PointerScope scope = new PointerScope()) {
      Tensor loss =
          switch (precision) {
            case FLOAT32 -> loss(batch);
            case BFLOAT16 -> lossUnderAutocast(batch);
          };
      loss.backward();
      update.apply();
      return loss.item_float();
    }
  }

  private Tensor loss(int batch) {
    return torch.cross_entropy_loss(network.apply(inputs.get(batch)), labels.get(batch));
  }

  /** As Python's torch.autocast: the forward pass alone, weights converted once a step. */
  private Tensor lossUnderAutocast(int batch) {
    torch.set_autocast_dtype(DeviceType.CPU, ScalarType.BFloat16);
    torch.set_autocast_enabled(DeviceType.CPU, true);
    try {
      return loss(batch);
    } finally {
      torch.set_autocast_enabled(DeviceType.CPU, false);
      torch.clear_cache();
    }
  }

  private void add(Batch batch, WorkerSettings settings) {
    BenchNetwork network = settings.network();
    long[] shape = {settings.batch(), network.channels(), network.height(), network.width()};
    long[] classes = new long[batch.labels().length];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = batch.labels()[i];
    }
    inputs.add(Tensor.create(batch.values(), shape).contiguous(torch.MemoryFormat.ChannelsLast));
    labels.add(torch.tensor(classes));
  }
}
