package io.convrelu.bench.ours;

import io.convrelu.bench.worker.Batch;
import io.convrelu.bench.worker.Batches;
import io.convrelu.bench.worker.BenchNetwork;
import io.convrelu.bench.worker.WorkerSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** One network and its batches in memory; trained by DL4J's ordinary call. */
final class GraphWorker {

  private static final int BATCHES = 4;

  private final ComputationGraph network;
  private final List<MultiDataSet> batches = new ArrayList<>();
  private final String data;
  private int steps;

  GraphWorker(WorkerSettings settings, ComputationGraphConfiguration configuration, long seed)
      throws IOException {
    Batches source = new Batches(settings, seed);
    this.data = source.description();
    for (int i = 0; i < BATCHES; i++) {
      batches.add(dataSet(source.next(), settings));
    }
    this.network = new ComputationGraph(configuration);
    network.init();
  }

  String data() {
    return data;
  }

  /** Trains and returns the last step's loss. */
  double train(int count) {
    for (int i = 0; i < count; i++) {
      network.fit(batches.get(steps++ % BATCHES));
    }
    return network.score();
  }

  private static MultiDataSet dataSet(Batch batch, WorkerSettings settings) {
    BenchNetwork network = settings.network();
    int count = settings.batch();
    INDArray inputs =
        Nd4j.create(
            batch.values(),
            new long[] {count, network.channels(), network.height(), network.width()},
            'c');
    INDArray labels = Nd4j.zeros(DataType.FLOAT, count, network.classes());
    for (int i = 0; i < count; i++) {
      labels.putScalar(i, batch.labels()[i], 1);
    }
    return new MultiDataSet(inputs, labels);
  }
}
