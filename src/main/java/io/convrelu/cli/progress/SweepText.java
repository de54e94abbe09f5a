package io.convrelu.cli.progress;

import io.convrelu.conf.SettingsReader;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialResult.EpochPoint;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.trial.PlannedTrial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the display puts things. */
final class SweepText {

  private static final int MOST_ROWS = 12;
  private static final int ROWS_BESIDE_TRIALS = 6;

  private SweepText() {}

  /** A trial as people call it. */
  static String name(PlannedTrial trial) {
    String label = trial.label().isEmpty() ? "" : trial.label() + " ";
    return plain(label + "(" + trial.id() + ")");
  }

  /** How a trial ended. Its accuracy on the test split is shown only where nothing is ranked. */
  static String end(TrialResult result) {
    String state = SettingsReader.kebab(result.state());
    return switch (result.state()) {
      case COMPLETED ->
          state
              + (Double.isNaN(result.validationTop1())
                  ? number(", test top-1 %.4f", result.testTop1())
                  : number(", validation top-1 %.4f", result.validationTop1()));
      case PRUNED -> state + " after epoch " + result.epochs();
      case DIVERGED, FAILED, TIMED_OUT, LOST -> plain(state + " (" + result.message() + ")");
      case PENDING, RUNNING -> throw new IllegalArgumentException("a result that is " + state);
    };
  }

  /** Trials by state, such as {@code 9 completed, 1 failed, 4 running}. */
  static String counts(Board board) {
    return board.counts().entrySet().stream()
        .sorted((a, b) -> Integer.compare(order(a.getKey()), order(b.getKey())))
        .map(entry -> entry.getValue() + " " + SettingsReader.kebab(entry.getKey()))
        .collect(Collectors.joining(", "));
  }

  /** The best trial so far, or, where none may be called so, the newest measure. */
  static Optional<String> standing(Board board) {
    Optional<String> best =
        board.best().map(one -> "best validation top-1 " + number("%.4f", one.top1()) + place(one));
    return best.or(
        () ->
            board
                .latestTest()
                .map(one -> "latest test top-1 " + number("%.4f", one.top1()) + place(one)));
  }

  /** Throughput and time; parts that are not known are left out. */
  static String speed(Board board, long nowNanos) {
    List<String> parts = new ArrayList<>();
    if (board.imagesPerSecond() > 0) {
      parts.add(number("%,.0f images/s", board.imagesPerSecond()));
    }
    parts.add(brief(board.elapsed(nowNanos)) + " so far");
    left(board, nowNanos).ifPresent(parts::add);
    return String.join(", ", parts);
  }

  /** Time left, such as {@code about 23 min left}. */
  static Optional<String> left(Board board, long nowNanos) {
    String bound = board.mayBeLess() ? "at most about " : "about ";
    return board.left(nowNanos).map(left -> bound + brief(left) + " left");
  }

  /** All of it in one line, for logs. */
  static String summary(Board board, long nowNanos) {
    List<String> parts = new ArrayList<>();
    parts.add(counts(board));
    standing(board).ifPresent(parts::add);
    parts.add(speed(board, nowNanos));
    return String.join("; ", parts);
  }

  /** All of it in a few lines, none longer than the terminal is wide. */
  static List<String> block(Board board, Terminal terminal, long nowNanos) {
    List<String> lines = new ArrayList<>();
    lines.add(board.endedTrials() + "/" + board.trials() + " trials: " + counts(board));
    standing(board).ifPresent(lines::add);
    List<RunningTrial> running = List.copyOf(board.running());
    int most = Math.max(1, Math.min(MOST_ROWS, terminal.rows() - ROWS_BESIDE_TRIALS));
    running.stream().limit(most).forEach(trial -> lines.add(row(trial)));
    if (running.size() > most) {
      lines.add("  + " + (running.size() - most) + " more");
    }
    lines.add(speed(board, nowNanos));
    return lines.stream().map(line -> cut(plain(line), terminal.columns())).toList();
  }

  /** A duration in one unit. */
  static String brief(Duration duration) {
    if (duration.toMinutes() < 2) {
      return number("%.1f s", duration.toMillis() / 1e3);
    }
    if (duration.toHours() < 2) {
      return duration.toMinutes() + " min";
    }
    return duration.toDays() < 2
        ? number("%.1f h", duration.toMinutes() / 60.0)
        : number("%.1f days", duration.toHours() / 24.0);
  }

  private static String row(RunningTrial running) {
    int epochs = running.trial().outline().epochs();
    String width = "%" + Integer.toString(epochs).length() + "d";
    String epoch =
        String.format(Locale.ROOT, width, running.last().map(EpochPoint::epoch).orElse(0));
    String speed =
        running.last().map(last -> number("%6.0f images/s", last.imagesPerSecond())).orElse("");
    return String.format(Locale.ROOT, "  epoch %s/%d %15s  ", epoch, epochs, speed)
        + (running.attempt() > 1 ? "attempt " + running.attempt() + "  " : "")
        + name(running.trial());
  }

  private static String place(Standing standing) {
    return " after epoch " + standing.epoch() + ", " + name(standing.trial());
  }

  /** Ends first, then what runs and waits. */
  private static int order(TrialState state) {
    return state.ended() ? state.ordinal() : TrialState.values().length - state.ordinal() + 1;
  }

  private static String cut(String line, int columns) {
    return line.codePointCount(0, line.length()) <= columns
        ? line
        : line.substring(0, line.offsetByCodePoints(0, columns - 1)) + "…";
  }

  /** Without what a terminal would obey: settings and messages are anybody's text. */
  static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
