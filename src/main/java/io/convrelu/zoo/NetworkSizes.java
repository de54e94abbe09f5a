package io.convrelu.zoo;

import io.convrelu.kernel.fused.StageUse;
import io.convrelu.nn.StageLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * The numbers from which a network's memory follows, read from its configuration alone.
 *
 * @param parameters of all layers, running statistics included
 * @param updaterState what the updater keeps, for example momentum
 * @param input values of one example
 * @param outputs values of all layers' outputs for one example, a fused stage being one layer
 * @param classes values of the last of them
 * @param stages fused stages in the order of the forward pass
 */
public record NetworkSizes(
    long parameters,
    long updaterState,
    long input,
    long outputs,
    int classes,
    List<StageUse> stages) {

  public NetworkSizes {
    stages = List.copyOf(stages);
  }

  /** Of a configuration for examples of a shape. */
  public static NetworkSizes of(ComputationGraphConfiguration configuration, ExampleShape shape) {
    ComputationGraphConfiguration graph = configuration.clone();
    Map<String, InputType> outputs =
        graph.getLayerActivationTypes(
            true, InputType.convolutional(shape.height(), shape.width(), shape.channels()));
    long parameters = 0;
    long state = 0;
    long values = 0;
    List<StageUse> stages = new ArrayList<>();
    for (Map.Entry<String, GraphVertex> entry : graph.getVertices().entrySet()) {
      values += outputs.get(entry.getKey()).arrayElementsPerExample();
      if (entry.getValue() instanceof LayerVertex vertex) {
        long own = vertex.getLayerConf().getLayer().initializer().numParams(vertex.getLayerConf());
        parameters += own;
        state += state(vertex.getLayerConf().getLayer(), own);
        if (vertex.getLayerConf().getLayer() instanceof StageLayer stage) {
          stages.add(stage.use());
        }
      }
    }
    long input = (long) shape.channels() * shape.height() * shape.width();
    return new NetworkSizes(parameters, state, input, values, shape.classes(), stages);
  }

  /** At most: parameters that nothing updates are counted as well. */
  private static long state(Layer layer, long parameters) {
    return layer instanceof BaseLayer base && parameters > 0 && base.getIUpdater() != null
        ? base.getIUpdater().stateSize(parameters)
        : 0;
  }
}
