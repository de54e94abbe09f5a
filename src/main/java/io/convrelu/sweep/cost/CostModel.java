package io.convrelu.sweep.cost;

import io.convrelu.data.DatasetDescription;
import io.convrelu.data.Split;
import io.convrelu.train.CheckpointSettings;
import io.convrelu.train.TrainSettings;
import io.convrelu.train.TrainingPlan;
import io.convrelu.train.memory.MemoryNeed;
import io.convrelu.train.memory.TrainingBatches;
import io.convrelu.train.memory.WorkerEstimate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Estimates trials on one data set. A training step counts as three forward passes: one forward,
 * and backward one for the gradient of what a layer reads and one for that of its weights. Only
 * matrix products are counted. Networks that several trials share are looked at once.
 */
public final class CostModel {

  static final double FORWARDS_OF_A_STEP = 3;

  private final DatasetDescription data;
  private final Map<List<Object>, NetworkCost> networks = new HashMap<>();
  private final Map<List<Object>, MemoryNeed> memory = new HashMap<>();

  public CostModel(DatasetDescription data) {
    this.data = data;
  }

  /** The cost of a plan that is valid for the data set. */
  public TrialCost of(TrainingPlan plan) {
    TrainSettings train = plan.train();
    List<Object> kind = List.of(plan.network(), train.momentum() > 0);
    NetworkCost network = networks.computeIfAbsent(kind, k -> NetworkCost.of(plan, data));
    MemoryNeed worker =
        memory.computeIfAbsent(
            List.of(kind, train.batchSize(), train.workers()), k -> worker(network, train));
    long trained = data.count(Split.TRAIN);
    long scored = data.count(Split.VALIDATION) + data.count(Split.TEST);
    return new TrialCost(
        train.epochs(),
        train.workers(),
        trained,
        scored,
        network.flop() * (FORWARDS_OF_A_STEP * trained + scored),
        network.parameters(),
        network.sizes().parameters() * Float.BYTES + network.configurationBytes(),
        checkpoint(network, train) * checkpoints(plan),
        worker);
  }

  private MemoryNeed worker(NetworkCost network, TrainSettings train) {
    TrainingBatches batches =
        new TrainingBatches(
            data.count(Split.TRAIN),
            List.of(data.count(Split.VALIDATION), data.count(Split.TEST)),
            train.workers());
    return new WorkerEstimate(network.sizes())
        .of(batches.sizes(train.batchSize(), network.sizes().input()));
  }

  /** Bytes of one checkpoint's arrays; beside them it holds a few numbers an epoch. */
  private static long checkpoint(NetworkCost network, TrainSettings train) {
    long momenta =
        switch (train.averaging().momentum()) {
          case AVERAGED -> 1;
          case LOCAL -> train.workers();
          case RESET -> 0;
        };
    long outer = train.averaging().outerMomentum() > 0 ? network.sizes().parameters() : 0;
    return Float.BYTES
        * (network.sizes().parameters() + momenta * network.sizes().updaterState() + outer);
  }

  /** The last ones and the best by validation, as far as there are as many. */
  private long checkpoints(TrainingPlan plan) {
    CheckpointSettings settings = plan.checkpoints();
    long wanted = (long) settings.kept() + (data.count(Split.VALIDATION) > 0 ? 1 : 0);
    return settings.rounds() > 0 ? wanted : Math.min(wanted, plan.train().epochs());
  }
}
