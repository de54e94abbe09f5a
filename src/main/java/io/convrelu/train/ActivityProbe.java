package io.convrelu.train;

import io.convrelu.nn.ActivatedConvolution;
import io.convrelu.nn.AdaReLU;
import io.convrelu.nn.ConvReLU;
import io.convrelu.nn.InputActivation;
import io.convrelu.nn.LayerPReLU;
import io.convrelu.nn.fused.ObservableLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Watches which units are ever activated (the paper's motivation, the dying ReLU). A unit is one
 * value of an activation's input; it is active when it lies above its threshold: θ for AdaReLU, the
 * smallest θ of its channel over kernel positions for ConvReLU, 0 for every other activation. A
 * fused stage has an activation in each of its units. Counts zeros in what the classifier reads
 * besides.
 */
final class ActivityProbe {

  /** Watches nothing. */
  static final ActivityProbe NONE = new ActivityProbe(List.of(), List.of(), "");

  private final List<Point> points;
  private final List<Stage> stages;
  private final String features;
  private final ActiveUnits seen = ActiveUnits.none();
  private Sparsity read = Sparsity.NOTHING;

  private record Point(String layer, String input, float[] thresholds) {}

  private record Stage(ObservableLayer layer, String input) {}

  /**
   * @param features the vertex that the classifier reads
   */
  private ActivityProbe(List<Point> points, List<Stage> stages, String features) {
    this.points = points;
    this.stages = stages;
    this.features = features;
  }

  /** Watches every activation of a network. */
  static ActivityProbe of(ComputationGraph network) {
    List<Point> points = new ArrayList<>();
    List<Stage> stages = new ArrayList<>();
    for (Layer layer : network.getLayers()) {
      String name = layer.conf().getLayer().getLayerName();
      String input = input(network, name);
      float[] thresholds = thresholds(layer);
      if (thresholds.length > 0) {
        points.add(new Point(name, input, thresholds));
      }
      if (layer instanceof ObservableLayer stage) {
        stages.add(new Stage(stage, input));
      }
    }
    return new ActivityProbe(
        points, stages, input(network, network.getConfiguration().getNetworkOutputs().get(0)));
  }

  private static String input(ComputationGraph network, String layer) {
    return network.getConfiguration().getVertexInputs().get(layer).get(0);
  }

  /** Whether there is anything to watch. */
  boolean watches() {
    return !features.isEmpty();
  }

  /** Adds the activations of a batch, by vertex name, each {@code [N, ...]}. */
  void add(Map<String, INDArray> activations) {
    for (Point point : points) {
      INDArray input = activations.get(point.input);
      int examples = (int) input.size(0);
      float[] values = input.dup('c').data().asFloat();
      int units = values.length / examples;
      for (int n = 0; n < examples; n++) {
        add(point.layer, Arrays.copyOfRange(values, n * units, (n + 1) * units), point.thresholds);
      }
    }
    for (Stage stage : stages) {
      stage.layer.observe(activations.get(stage.input), this::add);
    }
    read = read.plus(Sparsity.of(activations.get(features)));
  }

  private void add(String place, float[] values, float[] thresholds) {
    int units = values.length;
    seen.units().put(place, units);
    BitSet active = seen.active().computeIfAbsent(place, n -> new BitSet(units));
    int unitsPerThreshold = Math.max(1, units / thresholds.length);
    for (int u = active.nextClearBit(0); u < units; u = active.nextClearBit(u + 1)) {
      if (values[u] > thresholds[Math.min(u / unitsPerThreshold, thresholds.length - 1)]) {
        active.set(u);
      }
    }
  }

  /** What activations read. */
  ActiveUnits result() {
    return seen;
  }

  /** What the classifier read. */
  Sparsity classifier() {
    return read;
  }

  /** One threshold a channel, unit or layer; none for a layer that activates nothing. */
  private static float[] thresholds(Layer layer) {
    org.deeplearning4j.nn.conf.layers.Layer conf = layer.conf().getLayer();
    if (conf instanceof ConvReLU) {
      INDArray theta = layer.getParam("theta");
      return theta.reshape('c', theta.size(0), -1).min(1).data().asFloat();
    }
    if (conf instanceof AdaReLU) {
      return layer.getParam("theta").dup('c').data().asFloat();
    }
    boolean plain =
        conf instanceof LayerPReLU
            || conf instanceof ActivationLayer
            || (conf instanceof ActivatedConvolution convolution
                && convolution.getInputActivation() == InputActivation.RELU);
    return plain ? new float[] {0f} : new float[0];
  }
}
