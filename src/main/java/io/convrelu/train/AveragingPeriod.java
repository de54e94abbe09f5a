package io.convrelu.train;

import io.convrelu.conf.SettingsReader;
import java.io.Serializable;

/**
 * How many local steps every worker takes between two averagings.
 *
 * @param steps at least 1; {@link Integer#MAX_VALUE} for a whole epoch
 */
public record AveragingPeriod(int steps) implements Serializable {

  /** One averaging an epoch, at its end. */
  public static final AveragingPeriod EPOCH = new AveragingPeriod(Integer.MAX_VALUE);

  /** Averaging after every step. */
  public static final AveragingPeriod EVERY_STEP = new AveragingPeriod(1);

  private static final String WORD = "epoch";
  private static final String DEFAULT = "16";
  private static final int LONGEST = 1_000_000;

  public AveragingPeriod {
    if (steps < 1) {
      throw new IllegalArgumentException("an averaging period of " + steps + " steps");
    }
  }

  /** Reads a setting. One worker, who is averaged with nobody, has a whole epoch by default. */
  static AveragingPeriod read(SettingsReader reader, String key, int workers) {
    String given = reader.text(key, workers == 1 ? WORD : DEFAULT);
    if (given.equals(WORD)) {
      return EPOCH;
    }
    try {
      int steps = Integer.parseInt(given);
      if (steps >= 1 && steps <= LONGEST) {
        return new AveragingPeriod(steps);
      }
    } catch (NumberFormatException e) {
      // The same problem as a number out of range.
    }
    reader.problem(
        key, "is '" + given + "', allowed: a whole number from 1 to " + LONGEST + ", or " + WORD);
    return EPOCH;
  }

  /** Steps of a round in epochs of so many steps. */
  int within(int stepsPerEpoch) {
    return Math.min(steps, stepsPerEpoch);
  }
}
