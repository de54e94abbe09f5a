package io.convrelu.sweep.sink.tensorboard;

import io.convrelu.sweep.result.TrialState;

/** How TensorBoard's table of trials says where a trial stands. */
enum SessionStatus {
  SUCCESS(1),
  FAILURE(2),
  RUNNING(3);

  private final int number;

  SessionStatus(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static SessionStatus of(TrialState state) {
    return switch (state) {
      case COMPLETED, PRUNED -> SUCCESS;
      case DIVERGED, FAILED, TIMED_OUT, LOST -> FAILURE;
      case PENDING, RUNNING -> RUNNING;
    };
  }
}
