package io.convrelu.bench;

import java.util.List;

/** What a figure compares. */
enum Quantity {
  EXAMPLES_PER_SECOND("examples/s") {
    @Override
    List<Double> of(Measurement measurement) {
      return measurement.examplesPerSecond();
    }
  },
  /** Of all workers together: a step of two workers at once counts once. */
  STEP_MILLISECONDS("ms/step") {
    @Override
    List<Double> of(Measurement measurement) {
      return measurement.secondsPerStep().stream().map(seconds -> seconds * 1e3).toList();
    }
  },
  PEAK_MEBIBYTES("MiB") {
    @Override
    List<Double> of(Measurement measurement) {
      return List.of(measurement.peakKibibytes() / 1024.0);
    }
  };

  private final String unit;

  Quantity(String unit) {
    this.unit = unit;
  }

  String unit() {
    return unit;
  }

  /** A value a repetition. */
  abstract List<Double> of(Measurement measurement);
}
