package io.convrelu.train.observed;

import io.convrelu.kernel.fused.Parameter;
import io.convrelu.kernel.fused.Parameter.Role;
import io.convrelu.nn.StageLayer;
import io.convrelu.nn.StageUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where the thresholds of a network's layers are among its parameters. Found once, so that looking
 * at them after an epoch costs no more than reading them.
 */
public final class ThresholdLayout {

  /** Key of the thresholds of a layer of their own. */
  private static final String THRESHOLDS = "theta";

  private final List<Block> blocks;

  private record Block(String layer, int offset, int length) {}

  private ThresholdLayout(List<Block> blocks) {
    this.blocks = List.copyOf(blocks);
  }

  /** Of a network that is initialized. */
  public static ThresholdLayout of(ComputationGraph network) {
    List<Block> blocks = new ArrayList<>();
    int offset = 0;
    // DL4J flattens parameters in topological order.
    for (int index : network.topologicalSortOrder()) {
      GraphVertex vertex = network.getVertices()[index];
      if (vertex.hasLayer()) {
        blocks.addAll(ofLayer(vertex.getLayer(), offset));
        offset = Math.addExact(offset, Math.toIntExact(vertex.numParams()));
      }
    }
    return new ThresholdLayout(blocks);
  }

  /**
   * Counts the thresholds of every layer that has some, by its name (of a fused stage by its
   * unit's), in the order of layers. A layer with a threshold that is not finite is left out.
   *
   * @param parameters of the network, in DL4J's flattened order
   */
  public Map<String, ThresholdCounts> count(float[] parameters) {
    Map<String, ThresholdCounts> counts = new LinkedHashMap<>();
    for (Block block : blocks) {
      ThresholdCounts.of(parameters, block.offset, block.length)
          .ifPresent(found -> counts.merge(block.layer, found, ThresholdCounts::plus));
    }
    return counts;
  }

  private static List<Block> ofLayer(Layer layer, int offset) {
    if (layer.conf().getLayer() instanceof StageLayer stage) {
      return ofStage(stage, offset);
    }
    List<Block> blocks = new ArrayList<>();
    int at = offset;
    for (Map.Entry<String, INDArray> parameter : layer.paramTable().entrySet()) {
      int length = Math.toIntExact(parameter.getValue().length());
      if (parameter.getKey().equals(THRESHOLDS)) {
        blocks.add(new Block(layer.conf().getLayer().getLayerName(), at, length));
      }
      at += length;
    }
    return blocks;
  }

  private static List<Block> ofStage(StageLayer stage, int offset) {
    List<Block> blocks = new ArrayList<>();
    for (StageUnit unit : stage.units()) {
      for (Parameter parameter : unit.parameters()) {
        if (parameter.role() == Role.THRESHOLD) {
          blocks.add(new Block(unit.name(), offset + parameter.offset(), parameter.size()));
        }
      }
    }
    return blocks;
  }
}
