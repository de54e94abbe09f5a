package io.convrelu.train;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network under training whose score is the mean loss of the batch alone. DL4J adds the
 * regularization's value to it, in which a loss drowns once weights are large; gradients have the
 * regularization either way.
 *
 * <p>It can be started again and again: {@link #start} sets everything that outlives a step.
 */
final class TrainingGraph extends ComputationGraph {

  private static final long serialVersionUID = 1L;

  private TrainingGraph(ComputationGraphConfiguration configuration) {
    super(configuration);
  }

  /**
   * A network with the configuration and parameters of a model.
   *
   * @param model is copied
   */
  static TrainingGraph of(ModelState model) {
    TrainingGraph graph =
        new TrainingGraph(ComputationGraphConfiguration.fromJson(model.configuration()));
    graph.init(ModelState.vector(model.parameters()), false);
    return graph;
  }

  /** Takes over the numbers of a model that has been averaged, or is to be scored. */
  void load(ModelState model) {
    NativeFloats.write(model.parameters(), params());
  }

  /** Takes over numbers, momentum and counters at a position of the training. */
  void start(ModelState averaged, RoundPosition position) {
    load(averaged);
    INDArray state = getUpdater().getStateViewArray();
    if (averaged.updaterState().length > 0) {
      NativeFloats.write(averaged.updaterState(), state);
    } else if (state != null) {
      setUpdater(new ComputationGraphUpdater(this));
    }
    // Schedules depend on the counters.
    getConfiguration().setIterationCount(position.iteration());
    getConfiguration().setEpochCount(position.epoch());
  }

  @Override
  public double calcRegularizationScore(boolean backpropParamsOnly) {
    return 0;
  }
}
