package io.convrelu.train.checkpoint;

/** A checkpoint that is not what was once written. The message is the reason, for the user. */
final class DamagedCheckpointException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What may have happened to it. */
  enum Cause {
    /** There is no whole manifest, so that its writing may never have come to its end. */
    UNFINISHED,
    /** It was complete once. */
    CHANGED
  }

  private final Cause why;

  DamagedCheckpointException(Cause why, String reason) {
    super(reason);
    this.why = why;
  }

  DamagedCheckpointException(Cause why, String reason, Throwable cause) {
    super(reason, cause);
    this.why = why;
  }

  Cause why() {
    return why;
  }
}
