package io.convrelu.train.checkpoint;

import java.util.Locale;

/**
 * Where in a training a checkpoint was taken: always between two averaging rounds.
 *
 * @param epoch from 0; the epoch that goes on, so the one after an epoch that is done
 * @param rounds averaging rounds of that epoch that are done
 * @param sequence averaging rounds since the start of the training; later is newer
 */
public record CheckpointPosition(int epoch, int rounds, long sequence) {

  public CheckpointPosition {
    if (epoch < 0 || rounds < 0 || sequence < 0) {
      throw new IllegalArgumentException(
          "epoch "
              + epoch
              + ", rounds "
              + rounds
              + ", sequence "
              + sequence
              + ": all count from 0");
    }
  }

  /** The checkpoint's name, which is that of its folder: the sequence number, such as 00000012. */
  public String name() {
    return String.format(Locale.ROOT, "%08d", sequence);
  }
}
