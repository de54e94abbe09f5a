package io.convrelu.cli;

import io.convrelu.train.EpochMetrics;
import io.convrelu.train.TrainingProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * One line that is written over and over on a terminal: epoch, step, loss, examples a second, time
 * left. Each epoch leaves a line behind. Says nothing where there is no terminal; the metrics file
 * has it all.
 */
final class ProgressLine implements TrainingProgress, AutoCloseable {

  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean visible;
  private final TimeLeft timeLeft = new TimeLeft();

  private ProgressLine(PrintWriter err, boolean visible) {
    this.err = err;
    this.visible = visible;
  }

  /** Visible where standard error is a terminal, as the submit script found out. */
  static ProgressLine onTerminal(PrintWriter err) {
    return new ProgressLine(err, "yes".equals(System.getenv("CONVRELU_TERMINAL")));
  }

  @Override
  public void round(Position position) {
    if (!visible) {
      return;
    }
    double done =
        (position.epoch() - 1 + (double) position.step() / position.steps()) / position.epochs();
    Optional<Duration> left = timeLeft.at(done, System.nanoTime());
    err.printf(
        Locale.ROOT,
        "%sepoch %d/%d  step %d/%d  loss %.4f  %.0f examples/s%s",
        CLEAR,
        position.epoch(),
        position.epochs(),
        position.step(),
        position.steps(),
        position.loss(),
        position.examplesPerSecond(),
        left.map(time -> "  " + clock(time) + " left").orElse(""));
    err.flush();
  }

  @Override
  public void epoch(EpochMetrics metrics) {
    if (!visible) {
      return;
    }
    err.printf(
        Locale.ROOT,
        "%sepoch %d  lr %.4g  loss %.4f  test %.2f%%%s  %.0f examples/s%n",
        CLEAR,
        metrics.epoch(),
        metrics.lr(),
        metrics.trainLoss(),
        100 * metrics.test().top1(),
        metrics.validation().examples() == 0
            ? ""
            : String.format(Locale.ROOT, "  validation %.2f%%", 100 * metrics.validation().top1()),
        metrics.examplesPerSecond());
    err.flush();
  }

  @Override
  public void close() {
    if (visible) {
      err.print(CLEAR);
      err.flush();
    }
  }

  private static String clock(Duration d) {
    return d.toHours() > 0
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", d.toHours(), d.toMinutesPart(), d.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", d.toMinutes(), d.toSecondsPart());
  }
}
