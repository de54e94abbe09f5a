package io.convrelu.sweep.queue;

import java.util.Objects;

/**
 * A trial to train.
 *
 * @param trial identity
 * @param untilEpoch the epoch, from 1, after which the queue wants to see it again at the latest
 */
public record Assignment(String trial, int untilEpoch) {

  public Assignment {
    Objects.requireNonNull(trial, "trial");
  }
}
