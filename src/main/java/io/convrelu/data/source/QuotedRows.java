package io.convrelu.data.source;

import io.convrelu.data.BadInputException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Rows of a class, counted from 1, and one or more texts, which are joined by a blank.
 *
 * @param columns fields of a row
 */
record QuotedRows(int columns, int classes) implements LineFormat {

  @Override
  public Reader reader(String file) {
    StrictText utf8 = new StrictText(StandardCharsets.UTF_8);
    QuotedRow row = new QuotedRow(file, columns);
    return (line, number) -> {
      List<String> fields = row.parse(utf8.decode(line, file, "line " + number), number);
      int label = label(fields.get(0), file, number);
      return new LabelledText(label, String.join(" ", fields.subList(1, columns)));
    };
  }

  private int label(String field, String file, long number) {
    if (field.matches("[0-9]{1,4}")) {
      int value = Integer.parseInt(field);
      if (value >= 1 && value <= classes) {
        return value - 1;
      }
    }
    throw new BadInputException(
        file, "line " + number, "class is '" + field + "'; expected 1 to " + classes);
  }
}
