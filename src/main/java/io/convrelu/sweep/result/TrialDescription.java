package io.convrelu.sweep.result;

import java.util.Objects;

/**
 * What a trial is called in tables, defaults filled in; known before it runs, so that a trial that
 * failed at once still stands in its row.
 *
 * @param network for example {@code cnn-small}
 * @param activation for example {@code conv-relu}
 * @param strategy for example {@code first}
 * @param thresholdInit for example {@code zero}
 * @param seed of the training
 */
public record TrialDescription(
    String network, String activation, String strategy, String thresholdInit, long seed) {

  public TrialDescription {
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(strategy, "strategy");
    Objects.requireNonNull(thresholdInit, "thresholdInit");
  }
}
