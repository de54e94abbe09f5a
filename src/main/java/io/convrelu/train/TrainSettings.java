package io.convrelu.train;

import io.convrelu.conf.SettingsReader;
import io.convrelu.data.batch.Augmentation;
import io.convrelu.data.batch.NamedSeed;
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
 * @param momentum Nesterov momentum; 0 for plain SGD
 * @param weightDecay L2 coefficient of weights
 * @param thresholdL2 L2 coefficient of thresholds
 * @param averaging how workers are averaged
 * @param workers logical workers; a result depends on their number, not on that of executors
 * @param seed of initialization, order, augmentation and dropout
 * @param augmentation of training images; texts have none
 * @param probedExamples examples of the evaluated split, a worker, on which dead units are counted
 */
public record TrainSettings(
    int epochs,
    int batchSize,
    double lr,
    List<Integer> lrSteps,
    double lrFactor,
    double momentum,
    double weightDecay,
    double thresholdL2,
    AveragingSettings averaging,
    int workers,
    long seed,
    Augmentation augmentation,
    int probedExamples)
    implements Serializable {

  public TrainSettings {
    lrSteps = List.copyOf(lrSteps);
  }

  /** Reads the section; defaults are the paper's, or those of the recipes it cites. */
  public static TrainSettings read(SettingsReader reader) {
    return new TrainSettings(
        reader.integer("train.epochs", 300, 1, 100_000),
        reader.integer("train.batch-size", 128, 1, 65_536),
        reader.real("train.lr", 0.1, 0, 1000),
        reader.integers("train.lr-steps", List.of(150, 250), 1, 100_000),
        reader.real("train.lr-factor", 0.1, 0, 1),
        reader.real("train.momentum", 0.9, 0, 0.9999),
        reader.real("train.weight-decay", 1e-4, 0, 1),
        reader.real("train.threshold-l2", 1e-4, 0, 1),
        AveragingSettings.read(reader),
        reader.integer("train.workers", 2, 1, 100_000),
        reader.whole("train.seed", 1),
        reader.choice("train.augmentation", Augmentation.PAD_CROP_FLIP),
        reader.integer("train.probed-examples", 256, 0, 1_000_000));
  }

  /** Steps that a number of examples takes. */
  static int steps(long examples, int batchSize) {
    return Math.toIntExact((examples + batchSize - 1) / batchSize);
  }

  /** Learning rate of an epoch, counted from 0. */
  public double lrAt(int epoch) {
    double rate = lr;
    for (int step : lrSteps) {
      rate = epoch >= step ? rate * lrFactor : rate;
    }
    return rate;
  }

  /** Seed of the initial parameters; never 0, which ND4J takes for any seed at all. */
  public long initializationSeed() {
    return NamedSeed.derive(seed, "initialization") | 1;
  }

  /** SGD with Nesterov momentum and the step schedule. */
  public IUpdater updater() {
    Map<Integer, Double> rates = new TreeMap<>();
    rates.put(0, lr);
    lrSteps.forEach(step -> rates.put(step, lrAt(step)));
    ISchedule schedule = new MapSchedule(ScheduleType.EPOCH, rates);
    return momentum > 0 ? new Nesterovs(schedule, momentum) : new Sgd(schedule);
  }
}
