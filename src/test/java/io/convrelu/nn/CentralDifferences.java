package io.convrelu.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Map;
import java.util.function.Predicate;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Holds the gradients of a graph in double against differences of its loss. */
final class CentralDifferences {

  private static final double STEP = 1e-6;

  private CentralDifferences() {}

  /**
   * Checks some values of each parameter.
   *
   * @param checks values a parameter array, about
   * @param chosen names of the parameters that are checked
   */
  static void check(ComputationGraph graph, DataSet batch, int checks, Predicate<String> chosen) {
    graph.setInputs(batch.getFeatures());
    graph.setLabels(batch.getLabels());
    graph.computeGradientAndScore();
    Map<String, INDArray> gradients = graph.gradient().gradientForVariable();
    for (String name : graph.paramTable().keySet()) {
      if (!chosen.test(name)) {
        continue;
      }
      INDArray values = graph.getParam(name).reshape(graph.getParam(name).length());
      INDArray exact = gradients.get(name).reshape(values.length());
      long step = Math.max(1, values.length() / checks);
      for (long i = 0; i < values.length(); i += step) {
        double numeric = slope(graph, batch, values, i);
        // DL4J's gradient is summed over examples, its score is their mean.
        assertThat(exact.getDouble(i) / batch.numExamples())
            .as(name + "[" + i + "]")
            .isCloseTo(numeric, offset(1e-5 * Math.abs(numeric) + 1e-8));
      }
    }
  }

  /** Central difference of the loss without weight decay. */
  private static double slope(ComputationGraph graph, DataSet batch, INDArray values, long i) {
    double at = values.getDouble(i);
    values.putScalar(i, at + STEP);
    double above = graph.score(batch, true) - graph.calcRegularizationScore(true);
    values.putScalar(i, at - STEP);
    double below = graph.score(batch, true) - graph.calcRegularizationScore(true);
    values.putScalar(i, at);
    return (above - below) / (2 * STEP);
  }
}
