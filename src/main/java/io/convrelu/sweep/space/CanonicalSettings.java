package io.convrelu.sweep.space;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.convrelu.conf.Settings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Settings in the one form that does not depend on how they were written: leaves sorted by dotted
 * key, numbers without exponent or trailing zeros, so that {@code 0.10}, {@code 1e-1} and {@code
 * 0.1} are the same.
 */
public final class CanonicalSettings {

  private CanonicalSettings() {}

  /** Leaves for people and tables: text without quotes. */
  public static SortedMap<String, String> texts(Settings settings) {
    SortedMap<String, String> texts = new TreeMap<>();
    settings.leaves().forEach((key, value) -> texts.put(key, text(value)));
    return texts;
  }

  /** Leaves without ambiguity, one {@code key = value} line each; text is quoted as in JSON. */
  public static String encode(Settings settings) {
    SortedMap<String, Object> leaves = new TreeMap<>(settings.leaves());
    StringBuilder lines = new StringBuilder();
    leaves.forEach((k, v) -> lines.append(k).append(" = ").append(encode(v)).append('\n'));
    return lines.toString();
  }

  /** One value for people. */
  public static String text(Object value) {
    return value instanceof String text ? text : encode(value);
  }

  private static String encode(Object value) {
    if (value instanceof Number number) {
      BigDecimal exact = new BigDecimal(number.toString());
      return exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    }
    if (value instanceof List<?> items) {
      return items.stream()
          .map(CanonicalSettings::encode)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Map<?, ?> section) {
      SortedMap<String, String> entries = new TreeMap<>();
      section.forEach((key, item) -> entries.put(encode(String.valueOf(key)), encode(item)));
      return entries.entrySet().stream()
          .map(entry -> entry.getKey() + ": " + entry.getValue())
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof String text) {
      return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
    return String.valueOf(value);
  }
}
