package io.convrelu.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Which parameter of a network of stages is which of its plain twin. Both keep the order of
 * evaluation, so among parameters of one role (gamma, W, theta ...) and size the n-th is the n-th.
 */
public record ParameterPairs(Map<String, String> plainByFused) {

  /** Pairs all parameters of both networks. */
  public static ParameterPairs of(ComputationGraph fused, ComputationGraph plain) {
    Map<String, List<String>> fusedGroups = groups(fused);
    Map<String, List<String>> plainGroups = groups(plain);
    assertThat(fusedGroups.keySet())
        .as("roles and sizes")
        .containsExactlyInAnyOrderElementsOf(plainGroups.keySet());
    Map<String, String> pairs = new LinkedHashMap<>();
    fusedGroups.forEach(
        (group, names) -> {
          List<String> twins = plainGroups.get(group);
          assertThat(names).as(group).hasSameSizeAs(twins);
          for (int i = 0; i < names.size(); i++) {
            pairs.put(names.get(i), twins.get(i));
          }
        });
    return new ParameterPairs(pairs);
  }

  /** Gives the plain network the other's parameters. */
  public void copy(ComputationGraph fused, ComputationGraph plain) {
    plainByFused.forEach(
        (from, to) -> {
          INDArray target = plain.getParam(to);
          target.assign(asPlain(fused.getParam(from), target.shape()));
        });
  }

  /** An array of the network of stages as it lies in its twin: a dense layer's is transposed. */
  static INDArray asPlain(INDArray fused, long[] shape) {
    INDArray rows = fused.dup('c');
    boolean dense = shape.length == 2 && fused.rank() == 4;
    return dense
        ? rows.reshape('c', shape[1], shape[0]).transpose().dup('c')
        : rows.reshape('c', shape);
  }

  private static Map<String, List<String>> groups(ComputationGraph graph) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (String vertex : graph.getConfiguration().getVertices().keySet()) {
      if (graph.getVertex(vertex).hasLayer()) {
        graph
            .getLayer(vertex)
            .paramTable()
            .forEach(
                (name, values) -> {
                  String role = name.substring(name.lastIndexOf('.') + 1);
                  groups
                      .computeIfAbsent(role + " of " + values.length(), key -> new ArrayList<>())
                      .add(vertex + "_" + name);
                });
      }
    }
    return groups;
  }
}
