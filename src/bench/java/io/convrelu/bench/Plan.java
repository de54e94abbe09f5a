package io.convrelu.bench;

/**
 * How long to look.
 *
 * @param repetitions measurements of each contender
 * @param seconds of one measurement, at least one step
 * @param warmUpSeconds of training before the first, at least one step
 */
record Plan(int repetitions, double seconds, double warmUpSeconds) {

  Plan {
    if (repetitions < 1 || !(seconds > 0) || !(warmUpSeconds >= 0)) {
      throw new IllegalArgumentException(
          "repetitions " + repetitions + ", seconds " + seconds + ", warm-up " + warmUpSeconds);
    }
  }

  /** Steps of a measurement when one takes so long. */
  int steps(double secondsPerStep) {
    return Math.max(1, (int) Math.ceil(seconds / secondsPerStep));
  }
}
