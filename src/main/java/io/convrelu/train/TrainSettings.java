package io.convrelu.train;

import io.convrelu.conf.SettingsReader;
import io.convrelu.data.batch.Augmentation;
import io.convrelu.data.batch.NamedSeed;
import io.convrelu.data.storage.ShardMemory;
import io.convrelu.train.averaging.LrScaling;
import io.convrelu.train.averaging.LrSchedule;
import io.convrelu.train.memory.OnShortage;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * How a network is trained: section {@code train} of the configuration.
 *
 * @param epochs passes over the train split
 * @param batchSize examples of one step of one worker
 * @param lr learning rate at the start
 * @param lrSteps epochs (counted from 0) at which the learning rate is multiplied by lrFactor
 * @param lrFactor see lrSteps
 * @param lrScaling how the rate grows with the number of workers
 * @param warmUpEpochs in which it grows there from that of one worker
 * @param momentum Nesterov momentum; 0 for plain SGD
 * @param weightDecay L2 coefficient of weights
 * @param thresholdL2 L2 coefficient of thresholds
 * @param averaging how workers are averaged
 * @param workers logical workers; a result depends on their number, not on that of executors
 * @param seed of initialization, order, augmentation and dropout
 * @param augmentation of training images; texts have none
 * @param shardMemory heap that the workers' examples may take in an executor
 * @param memoryCheck what is done when the JVMs have not the memory that the training needs
 * @param probedExamples examples of the evaluated split, a worker, on which dead units are counted
 */
public record TrainSettings(
    int epochs,
    int batchSize,
    double lr,
    List<Integer> lrSteps,
    double lrFactor,
    LrScaling lrScaling,
    int warmUpEpochs,
    double momentum,
    double weightDecay,
    double thresholdL2,
    AveragingSettings averaging,
    int workers,
    long seed,
    Augmentation augmentation,
    ShardMemory shardMemory,
    OnShortage memoryCheck,
    int probedExamples)
    implements Serializable {

  public TrainSettings {
    lrSteps = List.copyOf(lrSteps);
  }

  /** Reads the section; defaults are the paper's, or those of the recipes it cites. */
  public static TrainSettings read(SettingsReader reader) {
    TrainSettings settings = readEach(reader);
    if (settings.warmUpEpochs() > 0 && settings.lrScaling() == LrScaling.NONE) {
      reader.problem(
          "train.warm-up-epochs",
          "is "
              + settings.warmUpEpochs()
              + " while train.lr-scaling is none, so that there is nothing to warm up to; allowed: 0,"
              + " or train.lr-scaling = linear or sqrt");
    }
    return settings;
  }

  private static TrainSettings readEach(SettingsReader reader) {
    int workers = reader.integer("train.workers", 2, 1, 100_000);
    return new TrainSettings(
        reader.integer("train.epochs", 300, 1, 100_000),
        reader.integer("train.batch-size", 128, 1, 65_536),
        reader.real("train.lr", 0.1, 0, 1000),
        reader.integers("train.lr-steps", List.of(150, 250), 1, 100_000),
        reader.real("train.lr-factor", 0.1, 0, 1),
        reader.choice("train.lr-scaling", LrScaling.NONE),
        reader.integer("train.warm-up-epochs", 0, 0, 100_000),
        reader.real("train.momentum", 0.9, 0, 0.9999),
        reader.real("train.weight-decay", 1e-4, 0, 1),
        reader.real("train.threshold-l2", 1e-4, 0, 1),
        AveragingSettings.read(reader, workers),
        workers,
        reader.whole("train.seed", 1),
        reader.choice("train.augmentation", Augmentation.PAD_CROP_FLIP),
        ShardMemory.read(reader, "train.shard-memory"),
        reader.choice("train.memory-check", OnShortage.REFUSE),
        reader.integer("train.probed-examples", 256, 0, 1_000_000));
  }

  /** Steps that a number of examples takes. */
  static int steps(long examples, int batchSize) {
    return Math.toIntExact((examples + batchSize - 1) / batchSize);
  }

  /** The learning rate over a training with so many steps an epoch. */
  public LrSchedule schedule(int stepsPerEpoch) {
    return new LrSchedule(lr, lrSteps, lrFactor, lrScaling, workers, warmUpEpochs, stepsPerEpoch);
  }

  /** Seed of the initial parameters; never 0, which ND4J takes for any seed at all. */
  public long initializationSeed() {
    return NamedSeed.derive(seed, "initialization") | 1;
  }

  /** SGD with Nesterov momentum and the schedule of a training with so many steps an epoch. */
  public IUpdater updater(int stepsPerEpoch) {
    LrSchedule rates = schedule(stepsPerEpoch);
    ISchedule written = lrScaling == LrScaling.NONE ? byEpoch(rates) : rates;
    return momentum > 0 ? new Nesterovs(written, momentum) : new Sgd(written);
  }

  /** The same rates as a schedule of DL4J's own, so that a saved network can be read without us. */
  private ISchedule byEpoch(LrSchedule rates) {
    Map<Integer, Double> steps = new TreeMap<>();
    steps.put(0, lr);
    lrSteps.forEach(step -> steps.put(step, rates.valueAt(0, step)));
    return new MapSchedule(ScheduleType.EPOCH, steps);
  }
}
