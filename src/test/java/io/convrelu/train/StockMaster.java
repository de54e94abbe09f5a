package io.convrelu.train;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.CollectionAccumulator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.api.TrainingHook;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * DL4J's own master on partitions that are left as they are.
 *
 * @param batchSize examples of every batch but the last of a worker
 */
record StockMaster(JavaSparkContext context, int workers, int batchSize, int period) {

  /**
   * A step that a worker of DL4J's master took.
   *
   * @param iteration that its network believed to be in
   * @param epoch likewise
   * @param before parameters before the step
   */
  record Step(int iteration, int epoch, float[] before) implements Serializable {}

  /**
   * What a training with DL4J's master came to.
   *
   * @param iterations that the driver's network believes to have behind it
   * @param steps in the order in which tasks ended
   */
  record Result(float[] result, int iterations, List<Step> steps) {}

  /** Trains an epoch on each list of workers' batches. */
  @SafeVarargs
  final Result train(ModelState initial, List<List<MultiDataSet>>... epochs) {
    CollectionAccumulator<Step> steps = context.sc().collectionAccumulator();
    ParameterAveragingTrainingMaster master =
        new ParameterAveragingTrainingMaster.Builder(workers, batchSize)
            .batchSizePerWorker(batchSize)
            .averagingFrequency(period)
            .rddTrainingApproach(RDDTrainingApproach.Direct)
            .repartionData(Repartition.Never)
            .saveUpdater(true)
            .rngSeed(1)
            .trainingHooks(new Recorder(steps))
            .build();
    SparkComputationGraph graph = new SparkComputationGraph(context, initial.network(), master);
    for (List<List<MultiDataSet>> batches : epochs) {
      graph.fitMultiDataSet(partitions(batches));
    }
    return new Result(
        NativeFloats.read(graph.getNetwork().params()),
        graph.getNetwork().getConfiguration().getIterationCount(),
        List.copyOf(steps.value()));
  }

  /** One partition a worker. */
  private JavaRDD<MultiDataSet> partitions(List<List<MultiDataSet>> batches) {
    List<Integer> workers = IntStream.range(0, batches.size()).boxed().toList();
    List<List<MultiDataSet>> sent = new ArrayList<>();
    batches.forEach(own -> sent.add(new ArrayList<>(own)));
    return context
        .parallelize(workers, workers.size())
        .flatMap(worker -> sent.get(worker).iterator());
  }

  /** Writes down every step of a worker. */
  private record Recorder(CollectionAccumulator<Step> steps) implements TrainingHook, Serializable {

    @Override
    public void preUpdate(MultiDataSet batch, Model model) {
      ComputationGraph network = (ComputationGraph) model;
      steps.add(
          new Step(
              network.getConfiguration().getIterationCount(),
              network.getConfiguration().getEpochCount(),
              NativeFloats.read(network.params())));
    }

    @Override
    public void preUpdate(DataSet batch, Model model) {
      throw new UnsupportedOperationException("a graph reads MultiDataSets");
    }

    @Override
    public void postUpdate(DataSet batch, Model model) {}

    @Override
    public void postUpdate(MultiDataSet batch, Model model) {}
  }
}
