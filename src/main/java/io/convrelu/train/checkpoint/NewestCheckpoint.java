package io.convrelu.train.checkpoint;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a store has to go on from.
 *
 * @param checkpoint the newest sound one, checked in whole; empty when none was ever completed
 * @param skipped the newer ones that are damaged or unfinished, newest first
 */
public record NewestCheckpoint(Optional<Checkpoint> checkpoint, List<SkippedCheckpoint> skipped) {

  public NewestCheckpoint {
    Objects.requireNonNull(checkpoint, "checkpoint");
    skipped = List.copyOf(skipped);
  }
}
