package io.convrelu.train.averaging;

import io.convrelu.kernel.fused.Parameter;
import io.convrelu.kernel.fused.Parameter.Operand;
import io.convrelu.kernel.fused.Parameter.Role;
import io.convrelu.nn.StageLayer;
import io.convrelu.nn.StageUnit;
import io.convrelu.train.averaging.StatisticsBlock.Spread;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where the running statistics of batch normalization are among a network's parameters. DL4J keeps
 * them there, though they are followed and not trained. Found once, on the driver.
 *
 * @param blocks in the order of the parameters; none overlaps another
 */
public record StatisticsLayout(List<StatisticsBlock> blocks) implements Serializable {

  /** A network, or an array, without running statistics. */
  public static final StatisticsLayout NONE = new StatisticsLayout(List.of());

  /** DL4J's keys of what its own batch normalization keeps. */
  private static final String MEAN = "mean";

  private static final String VARIANCE = "var";
  private static final String LOG10_DEVIATION = "log10stdev";

  public StatisticsLayout {
    blocks = List.copyOf(blocks);
  }

  /**
   * The running statistics of a network: those of stages and of DL4J's own batch normalization.
   *
   * @param network initialized
   */
  public static StatisticsLayout of(ComputationGraph network) {
    List<StatisticsBlock> blocks = new ArrayList<>();
    int offset = 0;
    // DL4J flattens parameters in topological order.
    for (int index : network.topologicalSortOrder()) {
      GraphVertex vertex = network.getVertices()[index];
      if (vertex.hasLayer()) {
        blocks.addAll(ofLayer(vertex.getLayer(), offset));
        offset = Math.addExact(offset, Math.toIntExact(vertex.numParams()));
      }
    }
    return new StatisticsLayout(blocks);
  }

  /** The smallest length of an array that has all of these statistics. */
  public int end() {
    return blocks.stream()
        .mapToInt(block -> Math.max(block.mean(), block.spread()) + block.channels())
        .max()
        .orElse(0);
  }

  private static List<StatisticsBlock> ofLayer(Layer layer, int offset) {
    org.deeplearning4j.nn.conf.layers.Layer configuration = layer.conf().getLayer();
    if (configuration instanceof StageLayer stage) {
      return ofStage(stage, offset);
    }
    if (configuration instanceof BatchNormalization stock) {
      return stock.isUseLogStd()
          ? ofNormalization(layer, offset, LOG10_DEVIATION, Spread.LOG10_DEVIATION)
          : ofNormalization(layer, offset, VARIANCE, Spread.VARIANCE);
    }
    return List.of();
  }

  private static List<StatisticsBlock> ofNormalization(
      Layer layer, int offset, String spreadKey, Spread kind) {
    int mean = offset + offsetOf(layer, MEAN);
    int spread = offset + offsetOf(layer, spreadKey);
    int channels = (int) layer.getParam(MEAN).length();
    return List.of(new StatisticsBlock(mean, spread, channels, kind));
  }

  /** Offset of a parameter in its layer, whose table is in the order of the flat array. */
  private static int offsetOf(Layer layer, String key) {
    int offset = 0;
    for (Map.Entry<String, INDArray> parameter : layer.paramTable().entrySet()) {
      if (parameter.getKey().equals(key)) {
        return offset;
      }
      offset += (int) parameter.getValue().length();
    }
    throw new IllegalArgumentException(
        "layer '" + layer.conf().getLayer().getLayerName() + "' has no parameter " + key);
  }

  private static List<StatisticsBlock> ofStage(StageLayer stage, int offset) {
    List<StatisticsBlock> blocks = new ArrayList<>();
    for (StageUnit unit : stage.units()) {
      for (Operand operand : Operand.values()) {
        Optional<Parameter> mean = find(unit, operand, Role.RUNNING_MEAN);
        Optional<Parameter> variance = find(unit, operand, Role.RUNNING_VARIANCE);
        if (mean.isPresent() && variance.isPresent()) {
          blocks.add(
              new StatisticsBlock(
                  offset + mean.get().offset(),
                  offset + variance.get().offset(),
                  mean.get().size(),
                  Spread.VARIANCE));
        }
      }
    }
    return blocks;
  }

  private static Optional<Parameter> find(StageUnit unit, Operand operand, Role role) {
    return unit.parameters().stream()
        .filter(parameter -> parameter.operand() == operand && parameter.role() == role)
        .findFirst();
  }
}
