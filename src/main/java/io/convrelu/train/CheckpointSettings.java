package io.convrelu.train;

import io.convrelu.conf.SettingsReader;
import java.util.Set;

/**
 * Checkpoints within section {@code train} of the configuration.
 *
 * @param rounds between two checkpoints, counted over the whole training, beside the one after
 *     every epoch; 0 for that one alone
 * @param kept of the last ones, beside the best by validation
 */
public record CheckpointSettings(int rounds, int kept) {

  private static final String ROUNDS = "train.checkpoint-rounds";
  private static final String KEPT = "train.checkpoints-kept";

  /** Keys that a training may be given anew when it goes on; they change none of its bits. */
  static final Set<String> KEYS = Set.of(ROUNDS, KEPT);

  static CheckpointSettings read(SettingsReader reader) {
    return new CheckpointSettings(
        reader.integer(ROUNDS, 0, 0, 1_000_000_000), reader.integer(KEPT, 3, 1, 10_000));
  }

  /** Whether one is taken after so many rounds since the start of the training. */
  boolean dueAfter(long sequence) {
    return rounds > 0 && sequence % rounds == 0;
  }
}
