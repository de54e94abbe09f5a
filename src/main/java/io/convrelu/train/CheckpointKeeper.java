package io.convrelu.train;

import io.convrelu.train.checkpoint.CheckpointStore;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Keeps states as checkpoints: after every epoch, and every so many rounds. */
final class CheckpointKeeper implements StateKeeper {

  private final CheckpointStore store;
  private final CheckpointSettings settings;
  private final RoundSchedule schedule;
  private final String identity;

  CheckpointKeeper(
      CheckpointStore store,
      CheckpointSettings settings,
      RoundSchedule schedule,
      TrainingIdentity identity) {
    this.store = store;
    this.settings = settings;
    this.schedule = schedule;
    this.identity = identity.toJson();
  }

  @Override
  public void round(TrainingState state) {
    if (settings.dueAfter(sequence(state))) {
      write(state);
    }
  }

  @Override
  public void epoch(TrainingState state) {
    write(state);
  }

  private void write(TrainingState state) {
    try {
      store.write(StateCheckpoint.of(state, sequence(state), identity));
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private long sequence(TrainingState state) {
    return schedule.roundsBefore(state.epoch()) + state.round();
  }
}
