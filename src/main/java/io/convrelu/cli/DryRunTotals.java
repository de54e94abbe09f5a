package io.convrelu.cli;

import io.convrelu.conf.SettingsReader;
import io.convrelu.sweep.SweepPlan;
import io.convrelu.sweep.cost.TrialCost;
import io.convrelu.sweep.queue.Effort;
import io.convrelu.train.memory.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Sums over the trials that a sweep would run, and what they need at most. */
final class DryRunTotals {

  private final SweepPlan plan;
  private final List<Expectation> toRun;
  private final int slots;

  DryRunTotals(SweepPlan plan, List<Expectation> toRun, int slots) {
    this.plan = plan;
    this.toRun = toRun;
    this.slots = slots;
  }

  /**
   * Names and what they amount to.
   *
   * @param trials in all, with those that have ended
   */
  List<List<String>> rows(int trials) {
    List<List<String>> rows = new ArrayList<>();
    add(
        rows,
        "trials",
        "%,d: %,d to run, %,d ended before%s",
        trials,
        toRun.size(),
        trials - toRun.size(),
        plan.trials().repeated() == 0
            ? ""
            : "; " + plan.trials().repeated() + " repeated in the space left out");
    if (toRun.isEmpty()) {
      return rows;
    }
    add(
        rows,
        "examples to train",
        "%,d, and %,d to score",
        sum(TrialCost::allTrained),
        sum(TrialCost::allScored));
    add(
        rows,
        "matrix products",
        "%,.1f TFLOP; a step counts as three forward passes",
        flop() / 1e12);
    if (plan.pruning().active()) {
      add(
          rows,
          "with pruning",
          "from %s of that (%s at its best) to all of it",
          share(leastFlop(trials - toRun.size()) / flop()),
          SettingsReader.kebab(plan.pruning().rule()));
    }
    add(
        rows,
        "parameters",
        "%,d to %,d a trial",
        costs().stream().mapToLong(TrialCost::parameters).min().orElseThrow(),
        most(TrialCost::parameters));
    add(
        rows,
        "storage",
        "%s of models; %s at most of checkpoints a trial, until it ends",
        bytes(sum(TrialCost::modelBytes)),
        bytes(most(TrialCost::checkpointBytes)));
    add(
        rows,
        "memory a worker",
        "%s off-heap, %s heap at most",
        Bytes.shown(most(cost -> cost.worker().offHeap())),
        Bytes.shown(most(cost -> cost.worker().heap())));
    rows.add(List.of("time", time()));
    return rows;
  }

  private String time() {
    long unknown = toRun.stream().filter(one -> one.seconds().isEmpty()).count();
    if (unknown > 0) {
      return String.format(
          Locale.ROOT,
          "not known: no trial of the same network and number of workers has ended in this output"
              + " (%,d of %,d trials); --assume-gflops N assumes what a worker computes",
          unknown,
          toRun.size());
    }
    double busy = total(one -> seconds(one) * Math.min(slots, one.cost().workers())) / slots;
    double longest = toRun.stream().mapToDouble(DryRunTotals::seconds).max().orElseThrow();
    Optional<Integer> atOnce = plan.settings().concurrentTrials();
    double queued = atOnce.map(most -> total(DryRunTotals::seconds) / most).orElse(0.0);
    return "about "
        + time(Math.max(longest, Math.max(busy, queued)))
        + " on "
        + slots
        + (slots == 1 ? " slot" : " slots")
        + atOnce.map(most -> ", " + most + " trials at once").orElse("")
        + (plan.pruning().active() ? ", if nothing is pruned" : "");
  }

  private static double seconds(Expectation one) {
    return one.seconds().orElseThrow();
  }

  private double total(ToDoubleFunction<Expectation> of) {
    return toRun.stream().mapToDouble(of).sum();
  }

  private List<TrialCost> costs() {
    return toRun.stream().map(Expectation::cost).toList();
  }

  private long sum(ToLongFunction<TrialCost> of) {
    return costs().stream().mapToLong(of).sum();
  }

  private long most(ToLongFunction<TrialCost> of) {
    return costs().stream().mapToLong(of).max().orElseThrow();
  }

  private double flop() {
    return costs().stream().mapToDouble(TrialCost::flop).sum();
  }

  private double leastFlop(int ended) {
    return plan.pruning()
        .leastEffort(
            costs().stream().map(cost -> new Effort(cost.epochs(), cost.flopPerEpoch())).toList(),
            ended);
  }

  private static void add(List<List<String>> rows, String name, String format, Object... values) {
    rows.add(List.of(name, String.format(Locale.ROOT, format, values)));
  }

  private static String share(double share) {
    return String.format(Locale.ROOT, "%.0f%%", 100 * share);
  }

  /** For people: {@code 312k}, {@code 4.1m}, {@code 2.3g}. */
  static String bytes(long bytes) {
    String[] units = {"k", "m", "g", "t"};
    double number = bytes / 1024.0;
    int unit = 0;
    while (number >= 1000 && unit < units.length - 1) {
      number /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, number < 10 ? "%.1f%s" : "%.0f%s", number, units[unit]);
  }

  /** For people: {@code 12 s}, {@code 3.5 min}, {@code 7.1 h}. */
  static String time(double seconds) {
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.0f s", seconds);
    }
    return seconds < 7200
        ? String.format(Locale.ROOT, "%.1f min", seconds / 60)
        : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }
}
