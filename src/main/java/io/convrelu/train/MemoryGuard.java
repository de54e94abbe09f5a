package io.convrelu.train;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.conf.SettingsReader;
import io.convrelu.data.DatasetDescription;
import io.convrelu.data.Split;
import io.convrelu.data.storage.ShardMemory;
import io.convrelu.train.memory.MemoryCheck;
import io.convrelu.train.memory.MemoryFindings;
import io.convrelu.train.memory.OnShortage;
import io.convrelu.train.memory.ThisJvm;
import io.convrelu.train.memory.TrainingBatches;
import io.convrelu.train.memory.TrainingNeed;
import io.convrelu.train.memory.WorkerEstimate;
import io.convrelu.zoo.NetworkSizes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.SparkConf;

/**
 * Checks before a training that its JVMs have the memory that it needs; once for trainings that
 * need the same, so that a sweep is told once.
 */
final class MemoryGuard {

  private final SparkConf conf;
  private final DatasetDescription data;
  private final Set<List<Object>> passed = new HashSet<>();

  MemoryGuard(SparkConf conf, DatasetDescription data) {
    this.conf = conf;
    this.data = data;
  }

  /**
   * Checks so many trainings of one plan at once.
   *
   * @throws ConfigException with every shortage, when shortages are refused
   */
  synchronized void check(TrainingPlan plan, int atOnce, OnShortage onShortage) {
    TrainSettings train = plan.train();
    int workers = (int) Math.min(Integer.MAX_VALUE, (long) train.workers() * atOnce);
    List<Object> kind =
        List.of(
            workers,
            plan.network(),
            train.batchSize(),
            train.workers(),
            train.momentum() > 0,
            train.averaging().momentum(),
            train.shardMemory());
    if (!passed.contains(kind)) {
      findings(plan, workers).settle(onShortage);
      passed.add(kind);
    }
  }

  private MemoryFindings findings(TrainingPlan plan, int workers) {
    try {
      return MemoryCheck.of(conf, ThisJvm.current()).findings(need(plan), workers);
    } catch (IllegalArgumentException e) {
      // A single piece of memory would be too large.
      throw new ConfigException(
          List.of(new ConfigProblem("train.batch-size", "memory", e.getMessage())));
    }
  }

  private TrainingNeed need(TrainingPlan plan) {
    TrainSettings train = plan.train();
    NetworkSizes sizes = NetworkSizes.of(plan.configure(data), plan.shape(data));
    WorkerEstimate worker = new WorkerEstimate(sizes);
    TrainingBatches batches =
        new TrainingBatches(
            data.count(Split.TRAIN),
            List.of(data.count(Split.VALIDATION), data.count(Split.TEST)),
            train.workers());
    return new TrainingNeed(
        SettingsReader.kebab(plan.network().name()),
        train.batchSize(),
        size -> worker.of(batches.sizes(size, sizes.input())),
        worker.of(batches.sizes(train.batchSize(), sizes.input()).withoutInference()),
        worker.roundBytes(),
        RoundReducer.bytesToDriver(train.workers(), worker.roundBytes()),
        shards(plan));
  }

  /** Heap that examples take where the user has set it; else Spark keeps to what there is. */
  private long shards(TrainingPlan plan) {
    long all = 0;
    for (Split split : Split.values()) {
      all += data.count(split) * plan.rows(data).valuesPerExample();
    }
    return plan.train().shardMemory() instanceof ShardMemory.Fixed fixed
        ? Math.min(fixed.size(), all)
        : 0;
  }
}
