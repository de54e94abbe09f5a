package io.convrelu.train;

import io.convrelu.nn.RunningStage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Watches which units are ever activated (the paper's motivation, the dying ReLU). A unit is one
 * value of an activation's input; it is active when it lies above its threshold: θ for AdaReLU, the
 * smallest θ of its channel over kernel positions for ConvReLU, 0 for every other activation.
 * Counts zeros in what the classifier reads besides.
 */
final class ActivityProbe {

  /** Watches nothing. */
  static final ActivityProbe NONE = new ActivityProbe(List.of(), "");

  private final List<Stage> stages;
  private final String features;
  private final ActiveUnits seen = ActiveUnits.none();
  private Sparsity read = Sparsity.NOTHING;

  private record Stage(RunningStage layer, String input) {}

  /**
   * @param features the vertex that the classifier reads
   */
  private ActivityProbe(List<Stage> stages, String features) {
    this.stages = stages;
    this.features = features;
  }

  /** Watches every activation of a network. */
  static ActivityProbe of(ComputationGraph network) {
    List<Stage> stages = new ArrayList<>();
    for (Layer layer : network.getLayers()) {
      String name = layer.conf().getLayer().getLayerName();
      if (layer instanceof RunningStage stage) {
        stages.add(new Stage(stage, input(network, name)));
      }
    }
    return new ActivityProbe(
        stages, input(network, network.getConfiguration().getNetworkOutputs().get(0)));
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
}
