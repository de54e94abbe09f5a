package io.convrelu.sweep.space;

import io.convrelu.conf.SettingsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads values that a key or a section takes, each as the settings that it sets. */
final class ValueReader {

  private final SettingsReader reader;

  ValueReader(SettingsReader reader) {
    this.reader = reader;
  }

  /**
   * The entries of a list of values of one key.
   *
   * @param key dotted key of a setting or a section
   * @param written the list's place, for errors
   */
  List<GridValue> entries(String key, String written, List<?> values) {
    if (values.isEmpty()) {
      reader.problem(written, "is an empty list, allowed: at least one value");
    }
    List<GridValue> read = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      SortedMap<String, Object> overrides = new TreeMap<>();
      flatten(key, values.get(i), written, overrides);
      read.add(new GridValue(overrides, entry(i, written)));
    }
    return read;
  }

  /**
   * The entries of a list of sections of overrides, whose keys are those of settings.
   *
   * @param written the list's place, for errors
   */
  List<GridValue> sections(String written, List<?> values) {
    List<GridValue> read = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      SortedMap<String, Object> overrides = new TreeMap<>();
      if (values.get(i) instanceof Map<?, ?> section) {
        overrides = flattened(section, written);
      } else {
        reader.problem(
            written, "has " + values.get(i) + ", allowed: sections, such as { train.lr = 0.1 }");
      }
      refuseSweep(overrides, entry(i, written), written);
      read.add(new GridValue(overrides, entry(i, written)));
    }
    return read;
  }

  /**
   * The keys of a section, however nested, and their values.
   *
   * @param written the section's place, for errors
   */
  SortedMap<String, Object> flattened(Map<?, ?> section, String written) {
    SortedMap<String, Object> values = new TreeMap<>();
    flattenSection("", section, written, values);
    return values;
  }

  private void refuseSweep(SortedMap<String, Object> overrides, String entry, String written) {
    if (overrides.keySet().stream().anyMatch(k -> k.equals("sweep") || k.startsWith("sweep."))) {
      reader.problem(
          written, "a sweep cannot vary itself in " + entry + ", allowed: a trial's own settings");
    }
  }

  private static String entry(int index, String written) {
    return "entry " + (index + 1) + " of " + written;
  }

  private void flatten(
      String key, Object value, String written, SortedMap<String, Object> overrides) {
    if (value instanceof Map<?, ?> section) {
      flattenSection(key + ".", section, written, overrides);
    } else if (value == null) {
      reader.problem(written, "has null for " + key + ", allowed: a value; leave the key out");
    } else if (overrides.put(key, value) != null) {
      reader.problem(written, "gives " + key + " twice in one entry; give it once");
    }
  }

  private void flattenSection(
      String prefix, Map<?, ?> section, String written, SortedMap<String, Object> overrides) {
    for (Map.Entry<String, ?> entry : SectionWalk.sorted(section).entrySet()) {
      if (SectionWalk.isKey(entry.getKey())) {
        flatten(prefix + entry.getKey(), entry.getValue(), written, overrides);
      } else {
        reader.problem(
            written,
            "has the key '"
                + entry.getKey()
                + "', allowed: words of letters, digits and '-' joined by '.'");
      }
    }
  }
}
