package io.convrelu.sweep.space;

import io.convrelu.conf.SettingsReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what one dimension of a random space is drawn from, and when. */
final class DomainReader {

  private static final String CHOICE = "choice";
  private static final String WHEN = "when";
  private static final List<String> DOMAINS =
      Stream.concat(
              Stream.of(CHOICE), Arrays.stream(Distribution.values()).map(SettingsReader::kebab))
          .toList();
  private static final String ALLOWED =
      DOMAINS.stream()
          .map(word -> "{ " + word + " = […] }")
          .collect(Collectors.joining(", ", "allowed: ", ""));

  /** Every whole number up to here is a double, too. */
  private static final double LARGEST = 1L << 53;

  private final SettingsReader reader;
  private final ValueReader values;

  DomainReader(SettingsReader reader) {
    this.reader = reader;
    this.values = new ValueReader(reader);
  }

  /** Whether a section says what to draw from, and is no part of a nested key. */
  boolean isDomain(Map<?, ?> section) {
    return section.containsKey(WHEN) || DOMAINS.stream().anyMatch(section::containsKey);
  }

  /** The dimension; none when a problem was found. */
  Optional<Dimension> read(String key, String written, Object value) {
    if (!(value instanceof Map<?, ?> section)) {
      reader.problem(written, "is " + value + ", " + ALLOWED);
      return Optional.empty();
    }
    List<String> words = new ArrayList<>(SectionWalk.sorted(section).keySet());
    List<Condition> when = conditions(written + "." + WHEN, section.get(WHEN), words.remove(WHEN));
    if (words.size() != 1 || !DOMAINS.contains(words.get(0))) {
      reader.problem(
          written,
          "has "
              + (words.isEmpty() ? "no values" : String.join(", ", words))
              + ", "
              + ALLOWED
              + " and "
              + WHEN);
      return Optional.empty();
    }
    String word = words.get(0);
    if (!(section.get(word) instanceof List<?> list)) {
      reader.problem(written, word + " is " + section.get(word) + ", allowed: a list");
      return Optional.empty();
    }
    return domain(key, written, word, list).map(d -> new Dimension(key, written, d, when));
  }

  private Optional<Domain> domain(String key, String written, String word, List<?> list) {
    if (word.equals(CHOICE)) {
      List<GridValue> entries = values.entries(key, written, list);
      return entries.isEmpty() ? Optional.empty() : Optional.of(new Choice(entries));
    }
    Distribution distribution =
        Arrays.stream(Distribution.values())
            .filter(candidate -> SettingsReader.kebab(candidate).equals(word))
            .findFirst()
            .orElseThrow();
    if (list.size() == 2
        && list.get(0) instanceof Number low
        && list.get(1) instanceof Number high) {
      Range range = new Range(key, distribution, low.doubleValue(), high.doubleValue(), written);
      if (sound(range)) {
        return Optional.of(range);
      }
    }
    reader.problem(written, word + " is " + list + ", allowed: " + bounds(distribution));
    return Optional.empty();
  }

  private static boolean sound(Range range) {
    boolean ordered = range.low() < range.high() && Double.isFinite(range.high() - range.low());
    return ordered
        && switch (range.distribution()) {
          case UNIFORM -> true;
          case LOG_UNIFORM -> range.low() > 0;
          case INTEGER_UNIFORM -> whole(range.low()) && whole(range.high());
        };
  }

  private static boolean whole(double number) {
    return number == Math.rint(number) && Math.abs(number) <= LARGEST;
  }

  private static String bounds(Distribution distribution) {
    return switch (distribution) {
      case UNIFORM -> "two numbers, the smaller one first";
      case LOG_UNIFORM -> "two numbers above 0, the smaller one first";
      case INTEGER_UNIFORM -> "two whole numbers, the smaller one first";
    };
  }

  private List<Condition> conditions(String written, Object value, boolean given) {
    if (!given) {
      return List.of();
    }
    if (!(value instanceof Map<?, ?> section) || section.isEmpty()) {
      reader.problem(
          written,
          "is " + value + ", allowed: keys and values, such as { activation.name = [relu] }");
      return List.of();
    }
    List<Condition> conditions = new ArrayList<>();
    values
        .flattened(section, written)
        .forEach((key, wanted) -> conditions.add(condition(written, key, wanted)));
    return conditions;
  }

  private Condition condition(String written, String key, Object wanted) {
    List<?> all = wanted instanceof List<?> list ? list : List.of(wanted);
    if (all.isEmpty()) {
      reader.problem(written, "has no value for " + key + ", allowed: at least one");
    }
    return new Condition(key, all.stream().map(CanonicalSettings::text).toList());
  }
}
