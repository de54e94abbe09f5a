package io.convrelu.sweep.result;

import io.convrelu.sweep.result.TrialResult.EpochPoint;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What is measured after every epoch, under the names by which other programs know it. */
public enum EpochMeasure {
  /** Mean cross-entropy over the epoch's steps, before each update. */
  TRAIN_LOSS("loss/train", EpochPoint::trainLoss),
  /** Mean cross-entropy over the test split. */
  TEST_LOSS("loss/test", EpochPoint::testLoss),
  /** Share of the validation split classified right, 0 to 1. */
  VALIDATION_ACCURACY("accuracy/validation", EpochPoint::validationTop1),
  /** Share of the test split classified right, 0 to 1. */
  TEST_ACCURACY("accuracy/test", EpochPoint::testTop1),
  /** Learning rate. */
  LR("lr", EpochPoint::lr),
  /** Examples a second over all workers. */
  IMAGES_PER_SECOND("images-per-second", EpochPoint::imagesPerSecond),
  /** Share of units that no probed example activated, 0 to 1. */
  DEAD_UNITS("dead-units", EpochPoint::deadUnits),
  /** Share of zeros in what the classifier reads, 0 to 1. */
  CLASSIFIER_SPARSITY("classifier-sparsity", EpochPoint::classifierSparsity),
  /** Share of the rounds' wall time in which no worker computed, 0 to 1. */
  AVERAGING_OVERHEAD("averaging-overhead", EpochPoint::averagingOverhead);

  private final String key;
  private final ToDoubleFunction<EpochPoint> value;

  EpochMeasure(String key, ToDoubleFunction<EpochPoint> value) {
    this.key = key;
    this.value = value;
  }

  /** The name outside of this program, for example {@code accuracy/test}. */
  public String key() {
    return key;
  }

  /** The measure of an epoch; NaN when it was not measured. */
  public double value(EpochPoint epoch) {
    return value.applyAsDouble(epoch);
  }

  /** The measures of an epoch; what was not measured, which is NaN, is left out. */
  public static Map<EpochMeasure, Double> of(EpochPoint epoch) {
    Map<EpochMeasure, Double> measured = new EnumMap<>(EpochMeasure.class);
    for (EpochMeasure measure : values()) {
      double value = measure.value(epoch);
      if (!Double.isNaN(value)) {
        measured.put(measure, value);
      }
    }
    return measured;
  }
}
