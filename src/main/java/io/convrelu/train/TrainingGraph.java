package io.convrelu.train;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;

/**
 * A network under training whose score is the mean loss of the batch alone. DL4J adds the
 * regularization's value to it, in which a loss drowns once weights are large; gradients have the
 * regularization either way.
 */
final class TrainingGraph extends ComputationGraph {

  private static final long serialVersionUID = 1L;

  private TrainingGraph(ComputationGraphConfiguration configuration) {
    super(configuration);
  }

  /** A copy of its own of the averaged network, at a position of the training. */
  static TrainingGraph at(RoundPosition position, NetBroadcastTuple averaged) {
    TrainingGraph graph = new TrainingGraph(averaged.getGraphConfiguration().clone());
    graph.init(averaged.getParameters().dup(), false);
    if (averaged.getUpdaterState() != null) {
      graph.setUpdater(new ComputationGraphUpdater(graph, averaged.getUpdaterState().dup()));
    }
    // The copy of a configuration forgets its counters, on which schedules depend.
    graph.getConfiguration().setIterationCount(position.iteration());
    graph.getConfiguration().setEpochCount(position.epoch());
    return graph;
  }

  @Override
  public double calcRegularizationScore(boolean backpropParamsOnly) {
    return 0;
  }
}
