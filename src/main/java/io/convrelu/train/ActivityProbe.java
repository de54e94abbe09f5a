package io.convrelu.train;

import io.convrelu.nn.ActivatedConvolution;
import io.convrelu.nn.AdaReLU;
import io.convrelu.nn.ConvReLU;
import io.convrelu.nn.InputActivation;
import io.convrelu.nn.LayerPReLU;
import java.util.ArrayList;
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
 * smallest θ of its channel over kernel positions for ConvReLU, 0 for every other activation.
 */
final class ActivityProbe {

  /** Watches nothing. */
  static final ActivityProbe NONE = new ActivityProbe(List.of());

  private final List<Point> points;
  private final ActiveUnits seen = ActiveUnits.none();

  private record Point(String layer, String input, float[] thresholds) {}

  private ActivityProbe(List<Point> points) {
    this.points = points;
  }

  /** Watches every activation of a network. */
  static ActivityProbe of(ComputationGraph network) {
    List<Point> points = new ArrayList<>();
    for (Layer layer : network.getLayers()) {
      String name = layer.conf().getLayer().getLayerName();
      float[] thresholds = thresholds(layer);
      if (thresholds.length > 0) {
        String input = network.getConfiguration().getVertexInputs().get(name).get(0);
        points.add(new Point(name, input, thresholds));
      }
    }
    return new ActivityProbe(points);
  }

  /** Whether there is anything to watch. */
  boolean watches() {
    return !points.isEmpty();
  }

  /** Adds the activations of a batch, by vertex name, each {@code [N, ...]}. */
  void add(Map<String, INDArray> activations) {
    for (Point point : points) {
      INDArray input = activations.get(point.input);
      int examples = (int) input.size(0);
      float[] values = input.dup('c').data().asFloat();
      int units = values.length / examples;
      seen.units().put(point.layer, units);
      BitSet active = seen.active().computeIfAbsent(point.layer, n -> new BitSet(units));
      int unitsPerThreshold = Math.max(1, units / point.thresholds.length);
      for (int u = active.nextClearBit(0); u < units; u = active.nextClearBit(u + 1)) {
        float threshold =
            point.thresholds[Math.min(u / unitsPerThreshold, point.thresholds.length - 1)];
        for (int n = 0; n < examples; n++) {
          if (values[n * units + u] > threshold) {
            active.set(u);
            break;
          }
        }
      }
    }
  }

  ActiveUnits result() {
    return seen;
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
