package io.convrelu.zoo;

import io.convrelu.conf.SettingsReader;
import io.convrelu.kernel.Activation;
import io.convrelu.nn.ActivatedConvolution;
import io.convrelu.nn.AdaReLU;
import io.convrelu.nn.ChannelBatchNorm;
import io.convrelu.nn.ConvReLU;
import io.convrelu.nn.FixedActivation;
import io.convrelu.nn.LayerPReLU;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What a layer's configuration says of itself: its kind, its activation, its parameters. */
final class LayerFacts {

  private static final String WEIGHTS = "W";
  private static final String THRESHOLDS = "theta";
  private static final String SLOPE = "slope";

  /** DL4J keeps these among the parameters; nothing trains them. */
  private static final Set<String> RUNNING_STATISTICS =
      Set.of(ChannelBatchNorm.RUNNING_MEAN, ChannelBatchNorm.RUNNING_VARIANCE);

  private final Layer layer;
  private final Map<String, Long> sizes;

  LayerFacts(NeuralNetConfiguration conf) {
    this.layer = conf.getLayer();
    this.sizes = sizes(conf);
  }

  String kind() {
    if (layer instanceof SubsamplingLayer pooling) {
      return pooling.getPoolingType() == PoolingType.MAX ? "MaxPooling" : "AveragePooling";
    }
    return layer.getClass().getSimpleName();
  }

  String activation() {
    if (layer instanceof ConvReLU) {
      return Activation.CONV_RELU.key();
    }
    if (layer instanceof ActivatedConvolution convolution) {
      return withoutIdentity(SettingsReader.kebab(convolution.getInputActivation()));
    }
    if (layer instanceof AdaReLU adaReLU) {
      return Activation.ADA_RELU.key() + " per " + SettingsReader.kebab(adaReLU.getSharing());
    }
    if (layer instanceof LayerPReLU) {
      return Activation.PRELU.key();
    }
    if (layer instanceof ActivationLayer activationLayer) {
      return name(activationLayer.getActivationFn());
    }
    return layer instanceof BaseLayer base ? name(base.getActivationFn()) : "";
  }

  long parameters() {
    return sizes.entrySet().stream()
        .filter(entry -> !RUNNING_STATISTICS.contains(entry.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  long weights() {
    return sizes.getOrDefault(WEIGHTS, 0L);
  }

  long thresholds() {
    return sizes.getOrDefault(THRESHOLDS, 0L);
  }

  long slopes() {
    return sizes.getOrDefault(SLOPE, 0L);
  }

  private static Map<String, Long> sizes(NeuralNetConfiguration conf) {
    Map<String, Long> sizes = new TreeMap<>();
    long all = conf.getLayer().initializer().numParams(conf);
    if (all > 0) {
      // Views into memory that is never written, so never really taken.
      try (INDArray view = Nd4j.createUninitialized(DataType.FLOAT, 1, all)) {
        conf.getLayer()
            .initializer()
            .init(conf, view, false)
            .forEach((name, array) -> sizes.put(name, array.length()));
      }
    }
    return sizes;
  }

  private static String name(IActivation function) {
    if (function instanceof FixedActivation ours) {
      return ours.getActivation().key();
    }
    return function instanceof ActivationIdentity
        ? ""
        : function.getClass().getSimpleName().replace("Activation", "").toLowerCase(Locale.ROOT);
  }

  private static String withoutIdentity(String name) {
    return name.equals("identity") ? "" : name;
  }
}
