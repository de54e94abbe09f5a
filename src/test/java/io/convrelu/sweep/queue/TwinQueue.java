package io.convrelu.sweep.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

/** Asks two queues the same, and insists on the same answers. */
record TwinQueue(TrialQueue one, TrialQueue other) implements TrialQueue {

  @Override
  public Optional<Assignment> next() {
    Optional<Assignment> next = one.next();
    assertThat(next).isEqualTo(other.next());
    return next;
  }

  @Override
  public Verdict reported(String trial, int epoch, double validationTop1) {
    Verdict verdict = one.reported(trial, epoch, validationTop1);
    assertThat(verdict).isEqualTo(other.reported(trial, epoch, validationTop1));
    return verdict;
  }

  @Override
  public void ended(String trial) {
    one.ended(trial);
    other.ended(trial);
  }

  @Override
  public List<String> leftOver() {
    List<String> left = one.leftOver();
    assertThat(left).isEqualTo(other.leftOver());
    return left;
  }
}
