package io.convrelu.train.memory;

/** What happens when a training was found to need more memory than there is. */
public enum OnShortage {
  /** It is not started. */
  REFUSE,
  /** The log says so, and it is started all the same. */
  WARN
}
