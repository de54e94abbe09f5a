package io.convrelu.bench.ours;

import io.convrelu.bench.worker.BenchActivation;
import io.convrelu.bench.worker.BenchNetwork;
import io.convrelu.bench.worker.WorkerSettings;
import io.convrelu.kernel.Activation;
import io.convrelu.kernel.ThresholdSharing;
import io.convrelu.nn.ThresholdInit;
import io.convrelu.zoo.ActivationSettings;
import io.convrelu.zoo.ExampleShape;
import io.convrelu.zoo.NetworkName;
import io.convrelu.zoo.NetworkSettings;
import io.convrelu.zoo.NetworkSummary;
import io.convrelu.zoo.Networks;
import io.convrelu.zoo.ReplacementStrategy;
import io.convrelu.zoo.UpdateRule;
import java.util.function.LongFunction;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.learning.config.Nesterovs;

/** Makes the DL4J configuration that a worker trains. */
final class GraphConfigurations {

  private final ExampleShape shape;
  private final LongFunction<ComputationGraphConfiguration> bySeed;

  private GraphConfigurations(
      ExampleShape shape, LongFunction<ComputationGraphConfiguration> bySeed) {
    this.shape = shape;
    this.bySeed = bySeed;
  }

  static GraphConfigurations of(WorkerSettings settings) {
    BenchNetwork network = settings.network();
    ExampleShape shape =
        new ExampleShape(network.channels(), network.height(), network.width(), network.classes());
    return switch (settings.layers()) {
      case FAST -> new GraphConfigurations(shape, seed -> ofZoo(settings, shape, seed));
      case STOCK -> new GraphConfigurations(shape, seed -> ofStockLayers(settings, shape, seed));
    };
  }

  ComputationGraphConfiguration withSeed(long seed) {
    return bySeed.apply(seed);
  }

  /** Trained numbers; running statistics are not counted. */
  long parameters() {
    return NetworkSummary.of(withSeed(0), shape).parameters();
  }

  private static ComputationGraphConfiguration ofZoo(
      WorkerSettings settings, ExampleShape shape, long seed) {
    Activation activation =
        switch (settings.activation()) {
          case RELU -> Activation.RELU;
          case CONV_RELU -> Activation.CONV_RELU;
        };
    ActivationSettings activations =
        new ActivationSettings(
            activation,
            ReplacementStrategy.FIRST,
            ThresholdInit.ZERO,
            0.05,
            ThresholdSharing.CHANNEL,
            0.01);
    NetworkSettings network =
        new NetworkSettings(
            NetworkName.valueOf(settings.network().name()),
            12,
            12,
            shape.width(),
            0.5,
            activations);
    return Networks.configure(network, shape, rule(seed));
  }

  private static ComputationGraphConfiguration ofStockLayers(
      WorkerSettings settings, ExampleShape shape, long seed) {
    if (settings.network() != BenchNetwork.DENSENET_CIFAR
        || settings.activation() != BenchActivation.RELU) {
      throw new IllegalArgumentException(
          "stock layers are compared on densenet-cifar with relu only");
    }
    return new StockDenseNet(shape, rule(seed)).configuration();
  }

  private static UpdateRule rule(long seed) {
    return new UpdateRule(
        new Nesterovs(WorkerSettings.LEARNING_RATE, WorkerSettings.MOMENTUM),
        WorkerSettings.WEIGHT_DECAY,
        WorkerSettings.WEIGHT_DECAY,
        seed);
  }
}
