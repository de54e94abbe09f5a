package io.convrelu.sweep.result;

import java.util.List;
import java.util.Map;

/**
 * An entry of a results table: all seeds of one configuration.
 *
 * @param settings what the trials have in common, by dotted key; {@code train.seed} is not in it
 * @param trials at least one, in the order in which they were given
 */
public record Cell(Map<String, String> settings, List<TrialResult> trials) {

  public Cell {
    settings = Map.copyOf(settings);
    trials = List.copyOf(trials);
    if (trials.isEmpty()) {
      throw new IllegalArgumentException("a cell without a trial");
    }
  }

  /** The first trial, for what all trials of a cell share: data set, network, activation. */
  public TrialResult first() {
    return trials.get(0);
  }

  /** How many of the trials ended so. */
  public long count(TrialState state) {
    return trials.stream().filter(trial -> trial.state() == state).count();
  }

  /**
   * Test accuracy (top-1, a share from 0 to 1) over the completed trials. Diverged and failed ones
   * have none and are not in the mean; {@link #count} says how many there are.
   */
  public MeanInterval testTop1() {
    return MeanInterval.of(
        trials.stream()
            .filter(trial -> trial.state() == TrialState.COMPLETED)
            .map(TrialResult::testTop1)
            .filter(Double::isFinite)
            .toList());
  }
}
