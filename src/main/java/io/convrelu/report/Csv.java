package io.convrelu.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Fields and lines of comma-separated values as RFC 4180 has them, with plain line feeds. */
public final class Csv {

  private static final int DIGITS = 6;

  private Csv() {}

  /** One line of fields, with its line feed. */
  public static String line(List<String> fields) {
    return fields.stream().map(Csv::quote).collect(Collectors.joining(",", "", "\n"));
  }

  /** A number; empty where there is none. */
  public static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%." + DIGITS + "f", value) : "";
  }

  private static String quote(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
