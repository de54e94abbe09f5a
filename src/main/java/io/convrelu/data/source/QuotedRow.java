package io.convrelu.data.source;

import io.convrelu.data.BadInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * A row in the dialect of Zhang, Zhao and LeCun's data sets: every field in double quotes,
 * separated by commas; a quote in a field is doubled; a line break is written as backslash and n,
 * so that a row never spans lines; some quotes have a backslash before them too.
 */
final class QuotedRow {

  private static final char QUOTE = '"';

  private final String file;
  private final int columns;

  QuotedRow(String file, int columns) {
    this.file = file;
    this.columns = columns;
  }

  /**
   * The fields, with doubled quotes made single and escapes replaced.
   *
   * @throws BadInputException when the row is malformed or has another number of fields
   */
  List<String> parse(String row, long line) {
    if (row.isEmpty()) {
      throw bad(line, "is empty; expected " + columns + " quoted fields");
    }
    if (row.endsWith("\r")) {
      throw bad(line, "ends with CR LF; expected LF alone, as in the official file");
    }
    List<String> fields = new ArrayList<>();
    int at = 0;
    do {
      at = field(row, at, line, fields);
      if (at < row.length() && row.charAt(at) != ',') {
        throw bad(
            line,
            "has '"
                + row.charAt(at)
                + "' behind the closing quote of field "
                + fields.size()
                + ", character "
                + (at + 1)
                + "; expected a comma or the end of the line");
      }
      at++;
    } while (at <= row.length());
    if (fields.size() != columns) {
      throw bad(line, "has " + fields.size() + " fields; expected " + columns);
    }
    return fields;
  }

  /** Reads the field that starts at a position; returns the position behind its closing quote. */
  private int field(String row, int start, long line, List<String> fields) {
    int number = fields.size() + 1;
    if (start >= row.length() || row.charAt(start) != QUOTE) {
      throw bad(line, "field " + number + " is not quoted; expected all fields in double quotes");
    }
    StringBuilder field = new StringBuilder();
    int at = start + 1;
    while (at < row.length()) {
      char c = row.charAt(at);
      if (c != QUOTE) {
        field.append(c);
        at++;
      } else if (at + 1 < row.length() && row.charAt(at + 1) == QUOTE) {
        field.append(QUOTE);
        at += 2;
      } else {
        fields.add(unescape(field));
        return at + 1;
      }
    }
    throw bad(
        line,
        "field "
            + number
            + " has no closing quote; expected every row on one line, line breaks written as \\n");
  }

  private static String unescape(CharSequence field) {
    StringBuilder plain = new StringBuilder(field.length());
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      char next = i + 1 < field.length() ? field.charAt(i + 1) : 0;
      if (c == '\\' && next == 'n') {
        plain.append('\n');
        i++;
      } else if (c == '\\' && next == QUOTE) {
        plain.append(QUOTE);
        i++;
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private BadInputException bad(long line, String what) {
    return new BadInputException(file, "line " + line, what);
  }
}
