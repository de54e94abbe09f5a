package io.convrelu.report.trial;

import com.fasterxml.jackson.databind.JsonNode;
import io.convrelu.conf.SettingsReader;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Something that every trial has one value of: a column of the list, something to filter by, an
 * axis.
 *
 * @param key in the page's data and address
 * @param title for people
 * @param kind how the page writes it
 * @param value as JSON; a text's is its place in the pool
 */
public record TrialField(String key, String title, Kind kind, Value value) {

  /** How a value is written, and whether it is a number. */
  public enum Kind {
    /** Words. */
    TEXT,
    /** A long text of hexadecimal digits, of which the first are enough to tell it apart. */
    HASH,
    /** A whole number. */
    COUNT,
    /** A whole number that counts nothing, such as a seed. */
    NUMBER,
    /** A share from 0 to 1. */
    PERCENT,
    /** With one digit after the point. */
    TENTHS,
    /** With four digits after the point. */
    DECIMAL;

    /** As the page's data have it. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The value of a trial as JSON. */
  @FunctionalInterface
  interface Value {
    JsonNode of(ListedTrial trial, Pool<String> pool);
  }

  private static final int DIGITS = 7;

  /** All of them, in the order of the list's columns. */
  public static final List<TrialField> ALL =
      List.of(
          text("trial", "Trial", Kind.HASH, trial -> trial.result().trial()),
          text("state", "State", Kind.TEXT, trial -> SettingsReader.kebab(trial.result().state())),
          text("dataset", "Data set", Kind.TEXT, ListedTrial::dataset),
          text("network", "Network", Kind.TEXT, trial -> trial.result().network()),
          text("activation", "Activation", Kind.TEXT, ListedTrial::name),
          whole("seed", "Seed", Kind.NUMBER, trial -> trial.result().seed()),
          real("top1", "Test top-1", Kind.PERCENT, trial -> trial.result().testTop1()),
          real("top5", "Test top-5", Kind.PERCENT, trial -> trial.result().testTop5()),
          real(
              "validation",
              "Validation top-1",
              Kind.PERCENT,
              trial -> trial.result().validationTop1()),
          real("loss", "Test loss", Kind.DECIMAL, trial -> trial.result().testLoss()),
          whole("epochs", "Epochs", Kind.COUNT, trial -> trial.result().epochs()),
          real("dead", "Dead units", Kind.PERCENT, trial -> trial.last(CurveColumn.DEAD_UNITS)),
          real(
              "sparsity",
              "Classifier input zeros",
              Kind.PERCENT,
              trial -> trial.result().classifierSparsity()),
          real("speed", "Examples/s", Kind.TENTHS, trial -> trial.result().imagesPerSecond()),
          real(
              "overhead",
              "Averaging overhead",
              Kind.PERCENT,
              trial -> trial.result().averagingOverhead()),
          real("seconds", "Seconds", Kind.TENTHS, trial -> trial.result().seconds()),
          whole("attempts", "Attempts", Kind.COUNT, trial -> trial.result().attempts()),
          reached("weights", "Parameters", trial -> trial.result().parameters()),
          reached("thresholds", "Thresholds", trial -> trial.result().thresholds()),
          text(
              "parameters",
              "Parameters SHA-256",
              Kind.HASH,
              trial -> trial.result().parametersSha256()),
          text(
              "data", "Data fingerprint", Kind.HASH, trial -> trial.result().datasetFingerprint()));

  private static TrialField text(
      String key, String title, Kind kind, Function<ListedTrial, String> value) {
    return new TrialField(
        key, title, kind, (trial, pool) -> Json.NODES.numberNode(pool.place(value.apply(trial))));
  }

  private static TrialField real(
      String key, String title, Kind kind, ToDoubleFunction<ListedTrial> value) {
    return new TrialField(
        key, title, kind, (trial, pool) -> Json.number(value.applyAsDouble(trial), DIGITS));
  }

  private static TrialField whole(
      String key, String title, Kind kind, ToLongFunction<ListedTrial> value) {
    return new TrialField(key, title, kind, (trial, pool) -> Json.whole(value.applyAsLong(trial)));
  }

  /** A count of the network, which a trial that failed before it had one does not know. */
  private static TrialField reached(String key, String title, ToLongFunction<ListedTrial> value) {
    return new TrialField(
        key,
        title,
        Kind.COUNT,
        (trial, pool) ->
            trial.result().parameters() == 0
                ? Json.NODES.nullNode()
                : Json.whole(value.applyAsLong(trial)));
  }
}
