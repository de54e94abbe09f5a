package io.convrelu.cli.progress;

import io.convrelu.sweep.SweepListener;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.trial.PlannedTrial;
import io.convrelu.sweep.trial.TrialPlan;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Shows how a sweep gets on. On a terminal: a block at the end of the text that is drawn over and
 * over, and a line that stays for everything that went wrong. Elsewhere: a plain line for whatever
 * happens to a trial as a whole, and a summary every minute.
 */
public final class SweepProgress implements SweepListener, AutoCloseable {

  private static final Duration REDRAW = Duration.ofSeconds(1);
  private static final Duration SUMMARY = Duration.ofMinutes(1);

  private final PrintWriter out;
  private final Optional<Terminal> terminal;
  private final LongSupplier nanoTime;
  private final Block block;
  private final Board board = new Board();
  private final ScheduledThreadPoolExecutor timer;

  /**
   * @param out where progress is shown, usually standard error
   * @param environment says whether that is a terminal, and its size: {@code CONVRELU_TERMINAL},
   *     {@code COLUMNS}, {@code LINES}
   * @param nanoTime a clock that runs evenly, in nanoseconds
   */
  public SweepProgress(PrintWriter out, Map<String, String> environment, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = Terminal.of(environment);
    this.nanoTime = nanoTime;
    this.block = new Block(out);
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "sweep: progress");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public synchronized void planned(TrialPlan plan, List<TrialResult> ended) {
    board.planned(plan, ended, now());
    String repeated =
        plan.repeated() == 0 ? "" : ", " + plan.repeated() + " repeated in the space left out";
    print(
        "sweep of "
            + board.trials()
            + " trials: "
            + board.endedTrials()
            + " ended before, "
            + (board.trials() - board.endedTrials())
            + " to run"
            + repeated);
    long period = (terminal.isPresent() ? REDRAW : SUMMARY).toMillis();
    var unused = timer.scheduleAtFixedRate(this::tick, period, period, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void started(PlannedTrial trial, int attempt) {
    board.started(trial, attempt, now());
    log("started " + SweepText.name(trial) + (attempt == 1 ? "" : ", attempt " + attempt));
  }

  @Override
  public synchronized void epoch(PlannedTrial trial, TrialResult.EpochPoint epoch) {
    board.epoch(trial, epoch, now());
  }

  @Override
  public synchronized void paused(PlannedTrial trial) {
    board.paused(trial);
    log("paused " + SweepText.name(trial));
  }

  @Override
  public synchronized void attemptEnded(PlannedTrial trial, int attempt, String message) {
    board.attemptEnded(trial);
    print(
        SweepText.name(trial)
            + ": attempt "
            + attempt
            + " failed ("
            + message
            + "); it will be tried again");
  }

  @Override
  public synchronized void ended(PlannedTrial trial, TrialResult result) {
    board.ended(trial, result);
    String line =
        "["
            + board.endedTrials()
            + "/"
            + board.trials()
            + "] "
            + SweepText.name(trial)
            + ": "
            + SweepText.end(result)
            + ", "
            + SweepText.brief(Duration.ofMillis(Math.round(result.seconds() * 1000)));
    if (result.state() == TrialState.COMPLETED || result.state() == TrialState.PRUNED) {
      log(line + SweepText.left(board, now()).map(left -> "; " + left).orElse(""));
    } else {
      print(line);
    }
  }

  @Override
  public synchronized void finished(List<TrialResult> outcome) {
    close();
    print(
        board.trials()
            + " trials: "
            + SweepText.counts(board)
            + "; "
            + SweepText.brief(board.elapsed(now())));
  }

  /** Nothing is drawn any more. */
  @Override
  public synchronized void close() {
    timer.shutdownNow();
    block.clear();
  }

  /** What the timer does: the block again, or a summary. */
  synchronized void tick() {
    if (timer.isShutdown()) {
      return;
    }
    if (terminal.isPresent()) {
      block.draw(SweepText.block(board, terminal.get(), now()));
    } else {
      print(SweepText.summary(board, now()));
    }
  }

  /** A line that stays, above the block where there is one. */
  private void print(String line) {
    block.clear();
    out.println(SweepText.plain(line));
    out.flush();
    if (terminal.isPresent() && !timer.isShutdown()) {
      block.draw(SweepText.block(board, terminal.get(), now()));
    }
  }

  /** A line that a terminal's block makes superfluous. */
  private void log(String line) {
    if (terminal.isEmpty()) {
      print(line);
    }
  }

  private long now() {
    return nanoTime.getAsLong();
  }
}
