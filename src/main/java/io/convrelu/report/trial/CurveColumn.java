package io.convrelu.report.trial;

import io.convrelu.sweep.result.TrialResult.EpochPoint;
import java.util.function.ToDoubleFunction;

/** What a trial recorded each epoch, in the order in which the page shows it. */
enum CurveColumn {
  TRAIN_LOSS("trainLoss", EpochPoint::trainLoss),
  TEST_LOSS("testLoss", EpochPoint::testLoss),
  TEST_TOP1("testTop1", EpochPoint::testTop1),
  VALIDATION_TOP1("validationTop1", EpochPoint::validationTop1),
  LR("lr", EpochPoint::lr),
  DEAD_UNITS("deadUnits", EpochPoint::deadUnits),
  SPARSITY("sparsity", EpochPoint::classifierSparsity),
  SPEED("speed", EpochPoint::imagesPerSecond),
  OVERHEAD("overhead", EpochPoint::averagingOverhead);

  private final String key;
  private final ToDoubleFunction<EpochPoint> value;

  CurveColumn(String key, ToDoubleFunction<EpochPoint> value) {
    this.key = key;
    this.value = value;
  }

  /** Its name in the page's data. */
  String key() {
    return key;
  }

  double of(EpochPoint point) {
    return value.applyAsDouble(point);
  }
}
