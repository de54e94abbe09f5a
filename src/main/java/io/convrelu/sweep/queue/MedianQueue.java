package io.convrelu.sweep.queue;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Trials in the order of the plan, and the median stopping rule (Golovin et al. 2017, "Google
 * Vizier: A Service for Black-Box Optimization"): after epoch s a trial ends when the best that it
 * has reached so far is strictly below the median of the others' running averages, each over the
 * epochs 1 to s.
 *
 * <p>The others are all trials that have reported epoch s before this one did, whether they have
 * since gone on, completed, diverged, failed or been stopped by the rule. NaN ranks below every
 * number, and makes an average that does too.
 */
public final class MedianQueue implements TrialQueue {

  /** What a trial has reported. */
  private static final class Course {
    private double sum;
    private int epochs;
    private double best = Double.NEGATIVE_INFINITY;
  }

  /** Averages of equal numbers may differ by less than this. */
  private static final double ROUNDING = 1e-12;

  private final int minEpochs;
  private final int minTrials;
  private final Map<String, Integer> lastEpochs = new LinkedHashMap<>();
  private final Map<String, Assignment> waiting = new LinkedHashMap<>();
  private final Map<String, Course> courses = new HashMap<>();
  private final Map<Integer, RunningMedian> averages = new TreeMap<>();

  /**
   * @param trials each with its last epoch, in the order in which they start
   * @param minEpochs that every trial trains, at least 1
   * @param minTrials others that must have reported an epoch before a trial may end there, at least
   *     1
   */
  public MedianQueue(List<Assignment> trials, int minEpochs, int minTrials) {
    if (minEpochs < 1 || minTrials < 1) {
      throw new IllegalArgumentException(minEpochs + " epochs, " + minTrials + " trials");
    }
    this.minEpochs = minEpochs;
    this.minTrials = minTrials;
    for (Assignment trial : trials) {
      lastEpochs.put(trial.trial(), trial.untilEpoch());
      waiting.put(trial.trial(), trial);
    }
  }

  @Override
  public Optional<Assignment> next() {
    Optional<Assignment> next = waiting.values().stream().findFirst();
    next.ifPresent(assignment -> waiting.remove(assignment.trial()));
    return next;
  }

  @Override
  public Verdict reported(String trial, int epoch, double validationTop1) {
    Course course = courses.computeIfAbsent(trial, id -> new Course());
    double value = Double.isNaN(validationTop1) ? Double.NEGATIVE_INFINITY : validationTop1;
    course.sum += value;
    course.epochs++;
    course.best = Math.max(course.best, value);
    RunningMedian others = averages.computeIfAbsent(epoch, e -> new RunningMedian());
    boolean worse = others.count() >= minTrials && course.best < others.median() - ROUNDING;
    others.add(course.sum / course.epochs);
    return worse && epoch >= minEpochs && epoch < lastEpochs.get(trial)
        ? Verdict.PRUNE
        : Verdict.GO_ON;
  }

  @Override
  public void ended(String trial) {
    waiting.remove(trial);
  }

  @Override
  public List<String> leftOver() {
    return List.of();
  }
}
