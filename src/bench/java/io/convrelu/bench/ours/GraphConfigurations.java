package io.convrelu.bench.ours;

import io.convrelu.bench.worker.BenchActivation;
import io.convrelu.bench.worker.BenchNetwork;
import io.convrelu.bench.worker.Work;
import io.convrelu.bench.worker.WorkerSettings;
import io.convrelu.conf.Settings;
import io.convrelu.train.TrainingPlan;
import io.convrelu.zoo.ExampleShape;
import io.convrelu.zoo.NetworkSummary;
import io.convrelu.zoo.Networks;
import io.convrelu.zoo.UpdateRule;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.learning.config.Nesterovs;

/** Makes the DL4J configuration that a worker trains. */
final class GraphConfigurations {

  private final WorkerSettings settings;
  private final ExampleShape shape;

  GraphConfigurations(WorkerSettings settings) {
    this.settings = settings;
    BenchNetwork network = settings.network();
    this.shape =
        new ExampleShape(network.channels(), network.height(), network.width(), network.classes());
  }

  /** A plan of training the network for some epochs, as a user would write it. */
  static TrainingPlan plan(WorkerSettings settings, int epochs) {
    return TrainingPlan.of(
        Settings.EMPTY.with(
            List.of(
                "network.name=" + settings.network().id(),
                "activation.name=" + settings.activation().id(),
                "activation.strategy=first",
                "train.epochs=" + epochs,
                "train.batch-size=" + settings.batch(),
                "train.workers=" + settings.workers(),
                "train.lr=" + WorkerSettings.LEARNING_RATE,
                "train.lr-steps=[]",
                "train.momentum=" + WorkerSettings.MOMENTUM,
                "train.weight-decay=" + WorkerSettings.WEIGHT_DECAY,
                "train.threshold-l2=" + WorkerSettings.WEIGHT_DECAY)));
  }

  ComputationGraphConfiguration withSeed(long seed) {
    UpdateRule rule =
        new UpdateRule(
            new Nesterovs(WorkerSettings.LEARNING_RATE, WorkerSettings.MOMENTUM),
            WorkerSettings.WEIGHT_DECAY,
            WorkerSettings.WEIGHT_DECAY,
            seed);
    return settings.work() == Work.STOCK_STEPS
        ? ofStockLayers(rule)
        : Networks.configure(plan(settings, 1).network(), shape, rule);
  }

  /** Trained numbers; running statistics are not counted. */
  long parameters() {
    return NetworkSummary.of(withSeed(0), shape).parameters();
  }

  private ComputationGraphConfiguration ofStockLayers(UpdateRule rule) {
    if (settings.network() != BenchNetwork.DENSENET_CIFAR
        || settings.activation() != BenchActivation.RELU) {
      throw new IllegalArgumentException(
          "stock layers are compared on densenet-cifar with relu only");
    }
    return new StockDenseNet(shape, rule).configuration();
  }
}
