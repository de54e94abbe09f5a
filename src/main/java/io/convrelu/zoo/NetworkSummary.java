package io.convrelu.zoo;

import io.convrelu.nn.StageLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;

/**
 * What a network is made of, read from its configuration alone; no parameters are allocated.
 *
 * @param layers in the order in which the network was put together, the input left out; of a fused
 *     stage its units
 */
public record NetworkSummary(List<LayerSummary> layers) {

  public NetworkSummary {
    layers = List.copyOf(layers);
  }

  /** Summary of a configuration for examples of a shape. */
  public static NetworkSummary of(ComputationGraphConfiguration configuration, ExampleShape shape) {
    ComputationGraphConfiguration graph = configuration.clone();
    Map<String, InputType> outputs =
        graph.getLayerActivationTypes(
            true, InputType.convolutional(shape.height(), shape.width(), shape.channels()));
    List<LayerSummary> layers = new ArrayList<>();
    graph
        .getVertices()
        .forEach((name, vertex) -> layers.addAll(summaries(name, vertex, outputs.get(name))));
    return new NetworkSummary(layers);
  }

  /** Trained numbers, thresholds and slopes included, running statistics not. */
  public long parameters() {
    return total(LayerSummary::parameters);
  }

  /** All θ. */
  public long thresholds() {
    return total(LayerSummary::thresholds);
  }

  /** All slopes of PReLU. */
  public long slopes() {
    return total(LayerSummary::slopes);
  }

  /** Floating-point operations of the matrix products of one example's forward pass. */
  public long flops() {
    return total(LayerSummary::flops);
  }

  private long total(ToLongFunction<LayerSummary> column) {
    return layers.stream().mapToLong(column).sum();
  }

  private static List<LayerSummary> summaries(String name, GraphVertex vertex, InputType output) {
    if (vertex instanceof LayerVertex layer
        && layer.getLayerConf().getLayer() instanceof StageLayer stage) {
      return stage.units().stream().map(unit -> new UnitFacts(unit).summary()).toList();
    }
    return List.of(summary(name, vertex, output));
  }

  /** Of what is no stage: DL4J's own layers and vertices. */
  private static LayerSummary summary(String name, GraphVertex vertex, InputType output) {
    List<Long> shape = shape(output);
    if (!(vertex instanceof LayerVertex layer
        && layer.getLayerConf().getLayer() instanceof FeedForwardLayer dense)) {
      return new LayerSummary(name, vertex.getClass().getSimpleName(), "", shape, 0, 0, 0, 0);
    }
    String activation =
        dense.getActivationFn().getClass().getSimpleName().replace("Activation", "");
    return new LayerSummary(
        name,
        dense.getClass().getSimpleName(),
        activation.toLowerCase(Locale.ROOT),
        shape,
        dense.initializer().numParams(dense),
        0,
        0,
        2 * dense.getNIn() * dense.getNOut());
  }

  private static List<Long> shape(InputType type) {
    long[] batched = type.getShape(false);
    List<Long> shape = new ArrayList<>();
    for (long size : batched) {
      shape.add(size);
    }
    return shape;
  }
}
