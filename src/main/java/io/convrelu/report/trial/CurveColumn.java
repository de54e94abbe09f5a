package io.convrelu.report.trial;

import io.convrelu.sweep.result.EpochMeasure;
import io.convrelu.sweep.result.TrialResult.EpochPoint;

/** What a trial recorded each epoch, in the order in which the page shows it. */
enum CurveColumn {
  TRAIN_LOSS("trainLoss", EpochMeasure.TRAIN_LOSS),
  TEST_LOSS("testLoss", EpochMeasure.TEST_LOSS),
  TEST_TOP1("testTop1", EpochMeasure.TEST_ACCURACY),
  VALIDATION_TOP1("validationTop1", EpochMeasure.VALIDATION_ACCURACY),
  LR("lr", EpochMeasure.LR),
  DEAD_UNITS("deadUnits", EpochMeasure.DEAD_UNITS),
  SPARSITY("sparsity", EpochMeasure.CLASSIFIER_SPARSITY),
  SPEED("speed", EpochMeasure.IMAGES_PER_SECOND),
  OVERHEAD("overhead", EpochMeasure.AVERAGING_OVERHEAD);

  private final String key;
  private final EpochMeasure measure;

  CurveColumn(String key, EpochMeasure measure) {
    this.key = key;
    this.measure = measure;
  }

  /** Its name in the page's data. */
  String key() {
    return key;
  }

  double of(EpochPoint point) {
    return measure.value(point);
  }
}
