package io.convrelu.sweep.queue;

/** What becomes of a trial that has trained another epoch. */
public enum Verdict {
  /** It trains on. */
  GO_ON,
  /** It makes room; it may be gone on with later. */
  PAUSE,
  /** It ends here. */
  PRUNE
}
