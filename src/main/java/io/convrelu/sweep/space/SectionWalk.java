package io.convrelu.sweep.space;

import io.convrelu.conf.SettingsReader;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Walks a section whose keys name settings of a trial. Keys may be quoted and dotted or nested:
 * {@code "train.lr" = x} and {@code train { lr = x }} say the same. What is wrong goes to the
 * reader's problems, so that all of it is reported at once.
 */
final class SectionWalk {

  /** What is done with the entries. */
  interface Visitor {

    /** Whether a section is the value of a key, and not a part of the way to one. */
    boolean isValue(Map<?, ?> section);

    /**
     * A key and its value.
     *
     * @param key dotted
     * @param written as the user wrote it, with the sections around it, for errors
     */
    void visit(String key, String written, Object value);
  }

  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

  private final SettingsReader reader;
  private final Visitor visitor;

  SectionWalk(SettingsReader reader, Visitor visitor) {
    this.reader = reader;
    this.visitor = visitor;
  }

  /**
   * Visits every entry, in the order of keys.
   *
   * @param written where the section stands, for example {@code sweep.grid}
   */
  void walk(String written, Map<?, ?> section) {
    walk("", written, section);
  }

  private void walk(String prefix, String writtenPrefix, Map<?, ?> section) {
    for (Map.Entry<String, ?> entry : sorted(section).entrySet()) {
      String key = prefix + entry.getKey();
      String written = writtenPrefix + "." + quoted(entry.getKey());
      if (!isKey(entry.getKey())) {
        reader.problem(
            written, "is no key, allowed: words of letters, digits and '-' joined by '.'");
      } else if (key.equals("sweep") || key.startsWith("sweep.")) {
        reader.problem(written, "a sweep cannot vary itself, allowed: a trial's own settings");
      } else if (entry.getValue() instanceof Map<?, ?> nested && !visitor.isValue(nested)) {
        if (nested.isEmpty()) {
          reader.problem(written, "is an empty section, allowed: keys and what they vary over");
        }
        walk(key + ".", written, nested);
      } else {
        visitor.visit(key, written, entry.getValue());
      }
    }
  }

  /** Whether this can be the key of a setting, dotted or not. */
  static boolean isKey(String text) {
    return KEY.matcher(text).matches();
  }

  /** Entries in the order of keys: that of the file means nothing. */
  static SortedMap<String, Object> sorted(Map<?, ?> section) {
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
