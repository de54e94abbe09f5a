package io.convrelu.sweep.queue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every trial to its end, in the order of the plan. */
public final class PlanOrderQueue implements TrialQueue {

  private final Deque<Assignment> waiting;
  private final Set<String> ended = new HashSet<>();

  /**
   * @param trials each with its last epoch
   */
  public PlanOrderQueue(List<Assignment> trials) {
    this.waiting = new ArrayDeque<>(trials);
  }

  @Override
  public Optional<Assignment> next() {
    Assignment next = waiting.poll();
    while (next != null && ended.contains(next.trial())) {
      next = waiting.poll();
    }
    return Optional.ofNullable(next);
  }

  @Override
  public Verdict reported(String trial, int epoch, double validationTop1) {
    return Verdict.GO_ON;
  }

  @Override
  public void ended(String trial) {
    ended.add(trial);
  }

  @Override
  public List<String> leftOver() {
    return List.of();
  }
}
