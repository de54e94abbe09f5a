package io.convrelu.train.checkpoint;

/**
 * A checkpoint that cannot be gone on from.
 *
 * @param name its folder's name
 * @param reason what is wrong with it
 */
public record SkippedCheckpoint(String name, String reason) {

  /** One line for people. */
  @Override
  public String toString() {
    return "checkpoint " + name + ": " + reason;
  }
}
