package io.convrelu.bench;

import java.util.List;

/**
 * How long to look.
 *
 * @param repetitions measurements of each contender
 * @param seconds of one measurement, at least one step
 * @param warmUpSeconds of training before the first, at least one step
 */
record Plan(int repetitions, double seconds, double warmUpSeconds) {

  /** What is measured when nothing else is asked for. */
  static final Plan USUAL = new Plan(5, 10, 20);

  /** A look, not a result. */
  static final Plan QUICK = new Plan(2, 3, 5);

  Plan {
    if (repetitions < 1 || !(seconds > 0) || !(warmUpSeconds >= 0)) {
      throw new IllegalArgumentException(
          "repetitions must be at least 1, seconds above 0, warm-up seconds at least 0; got "
              + List.of(repetitions, seconds, warmUpSeconds));
    }
  }

  /** Steps of a measurement when one takes so long. */
  int steps(double secondsPerStep) {
    return Math.max(1, (int) Math.ceil(seconds / secondsPerStep));
  }
}
