package io.convrelu.report;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A column of a file: the same for CSV, where everything is text, and Parquet, which has types.
 *
 * @param <T> what a line is about
 * @param name in snake case
 * @param kind of its values
 * @param value of a line; an empty {@code Optional}, collection or text, or NaN, where there is
 *     none
 */
public record Column<T>(String name, Kind kind, Function<T, Object> value) {

  /** What a column holds. */
  public enum Kind {
    /** A {@code String}; empty where there is none. */
    TEXT,
    /** A {@code Boolean}. */
    TRUTH,
    /** An {@code Optional<Long>}. */
    COUNT,
    /** A {@code Double}; NaN where there is none. */
    NUMBER,
    /** A collection of {@code Long}: usually one, several should trials differ. */
    COUNTS
  }

  /** A column of text. */
  public static <T> Column<T> text(String name, Function<T, String> value) {
    return new Column<>(name, Kind.TEXT, value::apply);
  }

  /** A column of true and false. */
  public static <T> Column<T> truth(String name, Function<T, Boolean> value) {
    return new Column<>(name, Kind.TRUTH, value::apply);
  }

  /** A column of whole numbers. */
  public static <T> Column<T> count(String name, Function<T, Long> value) {
    return new Column<>(name, Kind.COUNT, value.andThen(Optional::of)::apply);
  }

  /** A column of whole numbers that some lines lack. */
  public static <T> Column<T> optionalCount(String name, Function<T, Optional<Long>> value) {
    return new Column<>(name, Kind.COUNT, value::apply);
  }

  /** A column of numbers. */
  public static <T> Column<T> number(String name, Function<T, Double> value) {
    return new Column<>(name, Kind.NUMBER, value::apply);
  }

  /** A column of none, one or several whole numbers. */
  public static <T> Column<T> counts(String name, Function<T, Collection<Long>> value) {
    return new Column<>(name, Kind.COUNTS, value::apply);
  }

  /** Header and lines as comma-separated values. */
  public static <T> String csv(List<Column<T>> columns, List<T> lines) {
    StringBuilder text = new StringBuilder(Csv.line(columns.stream().map(Column::name).toList()));
    for (T line : lines) {
      text.append(Csv.line(columns.stream().map(column -> column.field(line)).toList()));
    }
    return text.toString();
  }

  private String field(T line) {
    Object given = value.apply(line);
    return switch (kind) {
      case TEXT, TRUTH -> given.toString();
      case COUNT -> ((Optional<?>) given).map(String::valueOf).orElse("");
      case NUMBER -> Csv.number((Double) given);
      case COUNTS ->
          ((Collection<?>) given).stream().map(String::valueOf).collect(Collectors.joining(" "));
    };
  }
}
