package io.convrelu.train.predict;

import io.convrelu.data.BadInputException;
import java.io.Serializable;
import org.apache.spark.sql.Row;

/**
 * How messages name rows.
 *
 * @param source where they come from
 * @param idIndex the column that names a row; -1 where there is none
 */
record RowPlace(String source, int idIndex) implements Serializable {

  /** Where no column names a row. */
  static final int NO_ID = -1;

  /** One row. */
  String of(Row row) {
    return idIndex == NO_ID ? "a row" : "example " + row.get(idIndex);
  }

  BadInputException bad(Row row, String problem) {
    return new BadInputException(
        source, of(row), problem + "; give examples of the kind that the model was trained on");
  }
}
