package io.convrelu.sweep;

import java.util.Objects;

/**
 * What is known of a trial before it runs.
 *
 * @param description what it is called in tables
 * @param epochs that it is to be trained
 * @param workers logical workers: tasks of it that run at once
 */
public record TrialOutline(TrialDescription description, int epochs, int workers) {

  public TrialOutline {
    Objects.requireNonNull(description, "description");
    if (epochs < 1 || workers < 1) {
      throw new IllegalArgumentException(epochs + " epochs, " + workers + " workers");
    }
  }
}
