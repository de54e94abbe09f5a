package io.convrelu.train.predict;

import java.io.Serializable;
import org.apache.spark.sql.Row;

/** Makes a row of the result. */
@FunctionalInterface
interface RowAssembly extends Serializable {

  /**
   * @param example the row that was scored
   * @param probabilities one a class
   * @throws IllegalArgumentException when the row cannot be used; says why
   */
  Row assemble(Row example, float[] probabilities);
}
