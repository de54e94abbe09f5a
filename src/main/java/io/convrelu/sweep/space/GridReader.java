package io.convrelu.sweep.space;

import io.convrelu.conf.SettingsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the section {@code sweep.grid} into axes. Keys may be quoted and dotted or nested: {@code
 * "train.lr" = [0.1]} and {@code train { lr = [0.1] }} say the same. What is wrong goes to the
 * reader's problems, so that all of it is reported at once.
 */
final class GridReader {

  private static final String SECTION = "sweep.grid";
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

  private final SettingsReader reader;
  private final SortedMap<String, GridAxis> axes = new TreeMap<>();

  GridReader(SettingsReader reader) {
    this.reader = reader;
  }

  /** The axes, sorted by key: the order in which they stand in the file means nothing. */
  List<GridAxis> read() {
    readSection("", SECTION, reader.section(SECTION));
    refuseOverlaps();
    return List.copyOf(axes.values());
  }

  private void readSection(String prefix, String writtenPrefix, Map<?, ?> section) {
    for (Map.Entry<String, ?> entry : sorted(section).entrySet()) {
      String key = prefix + entry.getKey();
      String written = writtenPrefix + "." + quoted(entry.getKey());
      if (!KEY.matcher(entry.getKey()).matches()) {
        reader.problem(
            written, "is no key, allowed: words of letters, digits and '-' joined by '.'");
      } else if (key.equals("sweep") || key.startsWith("sweep.")) {
        reader.problem(written, "a sweep cannot vary itself, allowed: a trial's own settings");
      } else if (entry.getValue() instanceof Map<?, ?> nested) {
        if (nested.isEmpty()) {
          reader.problem(written, "is an empty section, allowed: keys with lists of values");
        }
        readSection(key + ".", written, nested);
      } else if (entry.getValue() instanceof List<?> values) {
        readAxis(key, written, values);
      } else {
        reader.problem(
            written, "is " + entry.getValue() + ", allowed: a list of values, such as [a, b]");
      }
    }
  }

  private void readAxis(String key, String written, List<?> values) {
    if (values.isEmpty()) {
      reader.problem(written, "is an empty list, allowed: at least one value");
      return;
    }
    List<GridValue> read = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      SortedMap<String, Object> overrides = new TreeMap<>();
      flatten(key, values.get(i), written, overrides);
      read.add(new GridValue(overrides, "entry " + (i + 1) + " of " + written));
    }
    if (axes.put(key, new GridAxis(key, written, read)) != null) {
      reader.problem(written, "is given twice, once quoted and once nested; give it once");
    }
  }

  private void flatten(
      String key, Object value, String written, SortedMap<String, Object> overrides) {
    if (value instanceof Map<?, ?> section) {
      for (Map.Entry<String, ?> entry : sorted(section).entrySet()) {
        if (KEY.matcher(entry.getKey()).matches()) {
          flatten(key + "." + entry.getKey(), entry.getValue(), written, overrides);
        } else {
          reader.problem(
              written,
              "has the key '"
                  + entry.getKey()
                  + "', allowed: words of letters, digits and '-' joined by '.'");
        }
      }
    } else if (value == null) {
      reader.problem(written, "has null for " + key + ", allowed: a value; leave the key out");
    } else if (overrides.put(key, value) != null) {
      reader.problem(written, "gives " + key + " twice in one entry; give it once");
    }
  }

  private void refuseOverlaps() {
    for (GridAxis section : axes.values()) {
      for (GridAxis inner : axes.tailMap(section.key() + ".").values()) {
        if (inner.key().startsWith(section.key() + ".")) {
          reader.problem(
              inner.written(),
              "is inside the section "
                  + section.key()
                  + ", which the grid varies too; vary the section or its keys");
        }
      }
    }
  }

  private static SortedMap<String, Object> sorted(Map<?, ?> section) {
    SortedMap<String, Object> sorted = new TreeMap<>();
    section.forEach((key, value) -> sorted.put(String.valueOf(key), value));
    return sorted;
  }

  private static String quoted(String key) {
    return BARE.matcher(key).matches()
        ? key
        : '"' + key.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
