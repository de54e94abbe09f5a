package io.convrelu.cli;

/** Exit codes of every command; README documents them. */
final class ExitCode {

  static final int OK = 0;

  /** A run failed: a trial diverged or failed, or something unforeseen happened. */
  static final int RUN_FAILED = 1;

  /** The command line or the configuration cannot be used. */
  static final int USAGE = 2;

  /** The input data cannot be used. */
  static final int BAD_INPUT = 3;

  private ExitCode() {}
}
