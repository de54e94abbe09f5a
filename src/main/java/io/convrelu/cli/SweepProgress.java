package io.convrelu.cli;

import io.convrelu.conf.SettingsReader;
import io.convrelu.sweep.PlannedTrial;
import io.convrelu.sweep.SweepListener;
import io.convrelu.sweep.TrialPlan;
import io.convrelu.sweep.TrialResult;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** One line a trial. */
final class SweepProgress implements SweepListener {

  private final PrintWriter out;
  private final LongSupplier nanoTime;
  private long start;
  private int trials;
  private int left;
  private int run;

  /**
   * @param nanoTime a clock that runs evenly, in nanoseconds
   */
  SweepProgress(PrintWriter out, LongSupplier nanoTime) {
    this.out = out;
    this.nanoTime = nanoTime;
  }

  @Override
  public void planned(TrialPlan plan, List<TrialResult> ended) {
    start = nanoTime.getAsLong();
    trials = plan.trials().size();
    left = trials - ended.size();
    String repeated =
        plan.repeated() == 0 ? "" : ", " + plan.repeated() + " repeated in the space left out";
    out.printf(
        Locale.ROOT,
        "sweep of %d trials: %d ended before, %d to run%s%n",
        trials,
        ended.size(),
        left,
        repeated);
    out.flush();
  }

  @Override
  public void ended(PlannedTrial trial, TrialResult result) {
    run++;
    left--;
    Duration each = Duration.ofNanos(nanoTime.getAsLong() - start).dividedBy(run);
    out.printf(
        Locale.ROOT,
        "[%d/%d] %s%s: %s, %s%s%n",
        trials - left,
        trials,
        trial.label().isEmpty() ? "" : trial.label() + " ",
        "(" + trial.id() + ")",
        outcome(result),
        brief(Duration.ofMillis(Math.round(result.seconds() * 1000))),
        left == 0 ? "" : "; " + left + " left, about " + brief(each.multipliedBy(left)));
    out.flush();
  }

  private static String outcome(TrialResult result) {
    String state = SettingsReader.kebab(result.state());
    return switch (result.state()) {
      case COMPLETED -> state + String.format(Locale.ROOT, ", test top-1 %.4f", result.testTop1());
      case PRUNED -> state + " after epoch " + result.epochs();
      default -> state + " (" + result.message() + ")";
    };
  }

  private static String brief(Duration duration) {
    if (duration.toMinutes() < 2) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
    }
    return duration.toHours() < 2
        ? duration.toMinutes() + " min"
        : String.format(Locale.ROOT, "%.1f h", duration.toMinutes() / 60.0);
  }
}
