package io.convrelu.report;

import io.convrelu.conf.SettingsReader;
import io.convrelu.data.BadInputException;
import io.convrelu.sweep.result.MeanInterval;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What the tables compare configurations by: a measure after the last epoch. */
public enum Metric {
  /** Share of the test split classified right. */
  TEST_TOP1("test top-1", Kind.SHARE, "", TrialResult::testTop1),
  /** Share of the validation split classified right. */
  VALIDATION_TOP1(
      "validation top-1",
      Kind.SHARE,
      "only data sets prepared with a validation split have one (jobs/prepare.sh --help)",
      TrialResult::validationTop1),
  /** Mean cross-entropy over the test split. */
  TEST_LOSS("test loss", Kind.LOSS, "", TrialResult::testLoss),
  /** Share of the test split whose class is among the five most probable. */
  TEST_TOP5(
      "test top-5",
      Kind.SHARE,
      "it is measured for data sets of more than 10 classes",
      TrialResult::testTop5);

  private enum Kind {
    SHARE,
    LOSS
  }

  private final String title;
  private final Kind kind;
  private final String condition;
  private final ToDoubleFunction<TrialResult> value;

  Metric(String title, Kind kind, String condition, ToDoubleFunction<TrialResult> value) {
    this.title = title;
    this.kind = kind;
    this.condition = condition;
    this.value = value;
  }

  /** The metric of that name, as {@link #key} has it. */
  public static Optional<Metric> named(String key) {
    return Arrays.stream(values()).filter(metric -> metric.key().equals(key)).findFirst();
  }

  /** The name in options and files, for example {@code test-top1}. */
  public String key() {
    return SettingsReader.kebab(this);
  }

  /** The name for people, for example "test top-1". */
  public String title() {
    return title;
  }

  /** The measure of a trial; NaN where it was not measured. */
  public double of(TrialResult trial) {
    return value.applyAsDouble(trial);
  }

  /** Whether a difference above 0 is an improvement. */
  public boolean higherIsBetter() {
    return kind == Kind.SHARE;
  }

  /** A value for people: percent, or a loss with four decimals. */
  public String write(double measure) {
    return kind == Kind.SHARE ? Numbers.percent(measure) : Numbers.decimal(measure, 4);
  }

  /** The half width of an interval, led by " ± "; empty where one run gives none. */
  public String plusMinus(MeanInterval interval) {
    return kind == Kind.SHARE
        ? Numbers.plusMinus(interval)
        : Double.isFinite(interval.halfWidth())
            ? " ± " + Numbers.decimal(interval.halfWidth(), 4)
            : "";
  }

  /** A difference for people, with its sign: percentage points, or a loss. */
  public String writeDifference(double difference) {
    return kind == Kind.SHARE ? Numbers.points(difference) : Numbers.signed(difference, 4);
  }

  /** What the columns of differences are measured in; empty for a loss. */
  public String differenceUnit() {
    return kind == Kind.SHARE ? "percentage points" : "";
  }

  /**
   * Refuses results of which none has this measure.
   *
   * @throws BadInputException when trials were completed and none reports it
   */
  public void requireIn(List<String> inputs, List<TrialResult> results) {
    List<TrialResult> completed =
        results.stream().filter(trial -> trial.state() == TrialState.COMPLETED).toList();
    if (!completed.isEmpty() && completed.stream().noneMatch(trial -> Double.isFinite(of(trial)))) {
      throw new BadInputException(
          String.join(", ", inputs),
          "",
          "no completed trial reports "
              + key()
              + (condition.isEmpty() ? "" : ": " + condition)
              + "; choose another --metric");
    }
  }
}
