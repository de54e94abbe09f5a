package io.convrelu.conf;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Reads {@link Settings} key by key into typed values and collects every problem on the way: a
 * wrong type, a value out of range, and, at the end, each key that nobody asked for. Call the typed
 * readers for every key, build the record from what they return, then call {@link #finish()}, which
 * throws with all problems at once. A reader that finds a problem returns the default, so reading
 * goes on.
 */
public final class SettingsReader {

  private final Settings settings;
  private final Set<String> known = new HashSet<>();
  private final Set<String> knownSections = new HashSet<>();
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final SortedMap<String, String> values = new TreeMap<>();

  public SettingsReader(Settings settings) {
    this.settings = settings;
  }

  /** A whole number between two bounds, both allowed. */
  public int integer(String key, int fallback, int min, int max) {
    String allowed = "a whole number from " + min + " to " + max;
    return used(
        key,
        number(key, allowed, v -> v == Math.rint(v) && v >= min && v <= max)
            .map(Double::intValue)
            .orElse(fallback));
  }

  /** A whole number that may need 64 bits, for seeds. */
  public long whole(String key, long fallback) {
    return used(key, givenWhole(key, fallback));
  }

  private long givenWhole(String key, long fallback) {
    Optional<ConfigValue> value = value(key);
    if (value.isEmpty()) {
      return fallback;
    }
    Object raw = value.get().unwrapped();
    if (raw instanceof Long || raw instanceof Integer) {
      return ((Number) raw).longValue();
    }
    try {
      return Long.parseLong(String.valueOf(raw));
    } catch (NumberFormatException e) {
      problem(key, "is '" + raw + "', allowed: a whole number");
      return fallback;
    }
  }

  /** A finite number between two bounds, both allowed. */
  public double real(String key, double fallback, double min, double max) {
    String allowed = "a number from " + plain(min) + " to " + plain(max);
    return used(key, number(key, allowed, v -> v >= min && v <= max).orElse(fallback));
  }

  /** A truth value. */
  public boolean truth(String key, boolean fallback) {
    return used(key, givenTruth(key, fallback));
  }

  private boolean givenTruth(String key, boolean fallback) {
    Optional<ConfigValue> value = value(key);
    if (value.isEmpty()) {
      return fallback;
    }
    switch (String.valueOf(value.get().unwrapped()).toLowerCase(Locale.ROOT)) {
      case "true":
        return true;
      case "false":
        return false;
      default:
        problem(key, "is '" + value.get().unwrapped() + "', allowed: true, false");
        return fallback;
    }
  }

  /** A text of at least one character. */
  public String text(String key, String fallback) {
    return used(key, givenText(key, fallback));
  }

  private String givenText(String key, String fallback) {
    Optional<ConfigValue> value = value(key);
    if (value.isEmpty()) {
      return fallback;
    }
    if (value.get().valueType() == ConfigValueType.LIST
        || value.get().valueType() == ConfigValueType.OBJECT
        || String.valueOf(value.get().unwrapped()).isEmpty()) {
      problem(key, "is " + value.get().unwrapped() + ", allowed: a text");
      return fallback;
    }
    return String.valueOf(value.get().unwrapped());
  }

  /** One of an enum's constants, written in kebab case: {@code conv-relu} for {@code CONV_RELU}. */
  public <E extends Enum<E>> E choice(String key, E fallback) {
    return choice(key, fallback, List.of(fallback.getDeclaringClass().getEnumConstants()));
  }

  /** One of some of an enum's constants. */
  public <E extends Enum<E>> E choice(String key, E fallback, List<E> constants) {
    return used(key, givenChoice(key, fallback, constants));
  }

  private <E extends Enum<E>> E givenChoice(String key, E fallback, List<E> constants) {
    Optional<ConfigValue> value = value(key);
    if (value.isEmpty()) {
      return fallback;
    }
    String given = String.valueOf(value.get().unwrapped());
    for (E constant : constants) {
      if (kebab(constant).equals(given)) {
        return constant;
      }
    }
    String allowed =
        constants.stream().map(SettingsReader::kebab).collect(Collectors.joining(", "));
    problem(key, "is '" + given + "', allowed: " + allowed);
    return fallback;
  }

  /** A list of whole numbers between two bounds. */
  public List<Integer> integers(String key, List<Integer> fallback, int min, int max) {
    return used(key, givenIntegers(key, fallback, min, max));
  }

  private List<Integer> givenIntegers(String key, List<Integer> fallback, int min, int max) {
    List<Integer> result = new ArrayList<>();
    for (Object item : list(key).orElse(List.of())) {
      if (!(item instanceof Number n)
          || n.doubleValue() != Math.rint(n.doubleValue())
          || n.doubleValue() < min
          || n.doubleValue() > max) {
        problem(key, "has '" + item + "', allowed: whole numbers from " + min + " to " + max);
        return fallback;
      }
      result.add(n.intValue());
    }
    return settings.config().hasPath(key) ? List.copyOf(result) : fallback;
  }

  /** A list of anything, as plain Java values (maps, lists, strings, numbers, booleans). */
  public Optional<List<Object>> list(String key) {
    Optional<ConfigValue> value = value(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get().valueType() != ConfigValueType.LIST) {
      problem(key, "is " + value.get().unwrapped() + ", allowed: a list");
      return Optional.empty();
    }
    @SuppressWarnings("unchecked")
    List<Object> items = (List<Object>) value.get().unwrapped();
    return Optional.of(items);
  }

  /**
   * A section whose keys are free (the search space of a sweep). Every key below it counts as
   * known; the result maps its keys, as written, to plain Java values.
   */
  public Map<String, Object> section(String key) {
    knownSections.add(key + ".");
    Optional<ConfigValue> value = value(key);
    if (value.isEmpty()) {
      return Map.of();
    }
    if (value.get().valueType() != ConfigValueType.OBJECT) {
      problem(key, "is " + value.get().unwrapped() + ", allowed: a section { … }");
      return Map.of();
    }
    @SuppressWarnings("unchecked")
    Map<String, Object> entries = (Map<String, Object>) value.get().unwrapped();
    return entries;
  }

  /** Whether the user gave this key. Does not make it a known key. */
  public boolean given(String key) {
    return settings.config().hasPath(key);
  }

  /** Adds a problem that only the caller can see, such as two keys that contradict each other. */
  public void problem(String key, String message) {
    problems.add(new ConfigProblem(key, place(key), message));
  }

  /**
   * The value in force of every key read so far, given or default, by dotted key: always the same
   * text for the same value, however it was written. Lists of anything and free sections are not
   * among them.
   */
  public SortedMap<String, String> values() {
    return new TreeMap<>(values);
  }

  /**
   * Ends the reading.
   *
   * @throws ConfigException with every problem found, unknown keys among them
   */
  public void finish() {
    throwAny(all());
  }

  /**
   * Ends the reading of one section, whose keys alone were read. Keys outside of it are not judged.
   *
   * @param section for example {@code sweep}
   * @throws ConfigException with every problem of the section, unknown keys among them
   */
  public void finish(String section) {
    throwAny(
        all().stream()
            .filter(p -> p.key().equals(section) || p.key().startsWith(section + "."))
            .toList());
  }

  private static void throwAny(List<ConfigProblem> problems) {
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  private List<ConfigProblem> all() {
    List<ConfigProblem> all = new ArrayList<>(problems);
    for (Map.Entry<String, ConfigValue> entry : settings.config().entrySet()) {
      String key = entry.getKey();
      boolean free = knownSections.stream().anyMatch(key::startsWith);
      if (!free && key.contains("\"")) {
        // To HOCON a quoted "a.b" is one word, not the key a.b, and would be overlooked.
        all.add(
            new ConfigProblem(
                key,
                entry.getValue().origin().description(),
                "is quoted, allowed: the same key without quotes, " + key.replace("\"", "")));
      } else if (!free && !known.contains(key)) {
        all.add(
            new ConfigProblem(
                key,
                entry.getValue().origin().description(),
                "unknown key, allowed: " + String.join(", ", neighbours(key))));
      }
    }
    return all;
  }

  /** How an enum constant is written in configuration, options, tables and docs. */
  public static String kebab(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private <T> T used(String key, T value) {
    String text;
    if (value instanceof Enum<?> constant) {
      text = kebab(constant);
    } else if (value instanceof Double number) {
      text =
          number == 0
              ? "0"
              : new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
    } else {
      text = String.valueOf(value);
    }
    values.put(key, text);
    return value;
  }

  private Optional<Double> number(String key, String allowed, Predicate<Double> valid) {
    Optional<ConfigValue> value = value(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Object raw = value.get().unwrapped();
    try {
      double parsed =
          raw instanceof Number n ? n.doubleValue() : Double.parseDouble(String.valueOf(raw));
      if (Double.isFinite(parsed) && valid.test(parsed)) {
        return Optional.of(parsed);
      }
    } catch (NumberFormatException e) {
      problem(key, "is '" + raw + "', allowed: " + allowed);
      return Optional.empty();
    }
    problem(key, "is " + raw + ", allowed: " + allowed);
    return Optional.empty();
  }

  private Optional<ConfigValue> value(String key) {
    known.add(key);
    Config config = settings.config();
    return config.hasPath(key) ? Optional.of(config.getValue(key)) : Optional.empty();
  }

  private String place(String key) {
    Config config = settings.config();
    return config.hasPath(key) ? config.getValue(key).origin().description() : "default";
  }

  private List<String> neighbours(String key) {
    int dot = key.lastIndexOf('.');
    String parent = dot < 0 ? "" : key.substring(0, dot + 1);
    List<String> siblings = known.stream().filter(k -> k.startsWith(parent)).sorted().toList();
    return siblings.isEmpty() ? known.stream().sorted().toList() : siblings;
  }

  private static String plain(double v) {
    return v == Math.rint(v) && Math.abs(v) < 1e15 ? Long.toString((long) v) : Double.toString(v);
  }
}
