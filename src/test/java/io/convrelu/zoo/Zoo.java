package io.convrelu.zoo;

import io.convrelu.conf.Settings;
import io.convrelu.conf.SettingsReader;
import io.convrelu.kernel.Activation;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** Small networks and small inputs for tests. */
final class Zoo {

  static final UpdateRule RULE = new UpdateRule(new Sgd(0.05), 0, 0, 7);

  private Zoo() {}

  static NetworkSettings settings(NetworkName network, String... assignments) {
    List<String> all = new ArrayList<>(List.of("network.name=" + SettingsReader.kebab(network)));
    all.addAll(List.of(assignments));
    SettingsReader reader = new SettingsReader(Settings.EMPTY.with(all));
    NetworkSettings settings = NetworkSettings.read(reader);
    reader.finish();
    return settings;
  }

  static NetworkSettings settings(
      NetworkName network, Activation activation, ReplacementStrategy strategy, String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.add("activation.name=" + SettingsReader.kebab(activation));
    all.add("activation.strategy=" + SettingsReader.kebab(strategy));
    return settings(network, all.toArray(String[]::new));
  }

  /** The smallest examples that are quick to compute. */
  static ExampleShape smallShape(NetworkName network) {
    return switch (network) {
      case CNN_SMALL, DENSENET_40, RESNET_18, RESNET_9, WIDE_RESNET -> new ExampleShape(3, 8, 8, 3);
      case DENSENET_CIFAR -> new ExampleShape(3, 16, 16, 3);
      case VGG_16 -> new ExampleShape(3, 32, 32, 3);
      case CHAR_CNN_SMALL, CHAR_CNN_LARGE -> new ExampleShape(70, 1, 123, 3);
    };
  }

  /** The shape that a network was designed for. */
  static ExampleShape fullShape(NetworkName network, int classes) {
    return network.readsText()
        ? new ExampleShape(70, 1, 1014, classes)
        : new ExampleShape(3, 32, 32, classes);
  }

  static ComputationGraph network(NetworkSettings settings, ExampleShape shape) {
    return network(Networks.configure(settings, shape, RULE, DataType.DOUBLE));
  }

  static ComputationGraph network(ComputationGraphConfiguration configuration) {
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    return network;
  }

  /** Gaussian images or one-hot text, and labels, from a fixed seed. */
  static DataSet examples(ExampleShape shape, int count) {
    java.util.Random random = new java.util.Random(11);
    INDArray x =
        Nd4j.zeros(DataType.DOUBLE, count, shape.channels(), shape.height(), shape.width());
    INDArray y = Nd4j.zeros(DataType.DOUBLE, count, shape.classes());
    for (int n = 0; n < count; n++) {
      y.putScalar(n, n % shape.classes(), 1);
      if (shape.height() == 1) {
        for (int i = 0; i < shape.width(); i++) {
          x.putScalar(new int[] {n, random.nextInt(shape.channels()), 0, i}, 1);
        }
      } else {
        INDArray image = x.slice(n);
        for (int i = 0; i < image.length(); i++) {
          image.putScalar(i, random.nextGaussian());
        }
      }
    }
    return new DataSet(x, y);
  }
}
