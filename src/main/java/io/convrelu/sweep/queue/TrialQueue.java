package io.convrelu.sweep.queue;

import java.util.List;
import java.util.Optional;

/**
 * Decides which trial is trained next and how far. A deterministic function of the calls that it
 * has got, so that a sweep that was killed brings a new queue to where the old one was by repeating
 * the recorded reports in their order. Not safe for use by several threads at once.
 */
public interface TrialQueue {

  /** What is to be trained now; empty when there is nothing at the moment. */
  Optional<Assignment> next();

  /**
   * A trial has finished an epoch.
   *
   * @param epoch from 1
   * @param validationTop1 accuracy on the validation split, 0 to 1; NaN ranks last
   */
  Verdict reported(String trial, int epoch, double validationTop1);

  /** A trial has ended, in whatever way. */
  void ended(String trial);

  /**
   * Trials that are paused and will not be gone on with. Asked when nothing is being trained and
   * {@link #next} has nothing.
   */
  List<String> leftOver();
}
