package io.convrelu.bench;

/** A training process ended, or answered what it should not. */
final class WorkerFailure extends Exception {

  private static final long serialVersionUID = 1L;

  WorkerFailure(String message) {
    super(message);
  }

  WorkerFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
