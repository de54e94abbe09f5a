package io.convrelu.train;

import io.convrelu.nn.RunningStage;
import io.convrelu.nn.StageLayer;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Finds where a network stopped being finite. */
final class NonFiniteLayer {

  private NonFiniteLayer() {}

  /**
   * Name of the first layer, in the order of evaluation, whose parameters or activations are NaN or
   * infinite; of a fused stage, of the first unit that has such parameters or whose activation
   * reads such values; {@code output} when everything before the loss is finite.
   */
  static String find(ComputationGraph network, INDArray features) {
    Optional<String> broken = ofParameters(network);
    if (broken.isPresent()) {
      return broken.get();
    }
    Map<String, INDArray> activations = network.feedForward(new INDArray[] {features}, false, true);
    for (int index : network.topologicalSortOrder()) {
      GraphVertex vertex = network.getVertices()[index];
      INDArray activation = activations.get(vertex.getVertexName());
      if (activation != null && !finite(activation)) {
        return vertex.hasLayer() && vertex.getLayer() instanceof RunningStage stage
            ? unit(stage, activations.get(inputOf(network, vertex))).orElse(vertex.getVertexName())
            : vertex.getVertexName();
      }
    }
    return "output";
  }

  private static String inputOf(ComputationGraph network, GraphVertex vertex) {
    return network.getConfiguration().getVertexInputs().get(vertex.getVertexName()).get(0);
  }

  private static Optional<String> unit(RunningStage stage, INDArray input) {
    Set<String> broken = new LinkedHashSet<>();
    stage.observe(
        input,
        (unit, values, thresholds) -> {
          if (!finite(values)) {
            broken.add(unit);
          }
        });
    return broken.stream().findFirst();
  }

  /** Name of the first layer, or unit of a fused stage, whose parameters are not finite. */
  static Optional<String> ofParameters(ComputationGraph network) {
    for (Layer layer : network.getLayers()) {
      org.deeplearning4j.nn.conf.layers.Layer conf = layer.conf().getLayer();
      for (Map.Entry<String, INDArray> parameter : layer.paramTable().entrySet()) {
        if (!finite(parameter.getValue())) {
          return Optional.of(
              conf instanceof StageLayer stage
                  ? stage.unitOf(parameter.getKey())
                  : conf.getLayerName());
        }
      }
    }
    return Optional.empty();
  }

  private static boolean finite(INDArray array) {
    return finite(array.dup().data().asFloat());
  }

  private static boolean finite(float[] values) {
    // A sum of finite floats may overflow to infinity; counting does not.
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
