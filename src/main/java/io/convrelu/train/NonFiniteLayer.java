package io.convrelu.train;

import io.convrelu.nn.NonFiniteInputException;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Finds where a network stopped being finite. */
final class NonFiniteLayer {

  private NonFiniteLayer() {}

  /**
   * Name of the first layer, in the order of evaluation, whose parameters or activations are NaN or
   * infinite; {@code output} when everything before the loss is finite.
   */
  static String find(ComputationGraph network, INDArray features) {
    Optional<String> broken = ofParameters(network);
    if (broken.isPresent()) {
      return broken.get();
    }
    try {
      Map<String, INDArray> activations =
          network.feedForward(new INDArray[] {features}, false, true);
      for (int index : network.topologicalSortOrder()) {
        GraphVertex vertex = network.getVertices()[index];
        INDArray activation = activations.get(vertex.getVertexName());
        if (activation != null && !finite(activation)) {
          return vertex.getVertexName();
        }
      }
    } catch (NonFiniteInputException e) {
      return e.layerName();
    }
    return "output";
  }

  /** Name of the first layer whose parameters are not finite. */
  static Optional<String> ofParameters(ComputationGraph network) {
    for (Layer layer : network.getLayers()) {
      INDArray parameters = layer.params();
      if (parameters != null && !finite(parameters)) {
        return Optional.of(layer.conf().getLayer().getLayerName());
      }
    }
    return Optional.empty();
  }

  private static boolean finite(INDArray array) {
    // A sum of finite floats may overflow to infinity; counting does not.
    for (float value : array.dup().data().asFloat()) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
