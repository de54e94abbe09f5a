package io.convrelu.sweep.trial;

import io.convrelu.sweep.result.TrialDescription;
import java.util.Objects;

/**
 * What is known of a trial before it runs.
 *
 * @param description what it is called in tables
 * @param epochs that it is to be trained
 * @param workers logical workers: tasks of it that run at once
 * @param validationExamples on which it is compared with others while it trains; 0 where the data
 *     set has no validation split
 */
public record TrialOutline(
    TrialDescription description, int epochs, int workers, long validationExamples) {

  public TrialOutline {
    Objects.requireNonNull(description, "description");
    if (epochs < 1 || workers < 1 || validationExamples < 0) {
      throw new IllegalArgumentException(
          epochs + " epochs, " + workers + " workers, " + validationExamples + " examples");
    }
  }
}
