package io.convrelu.train.predict;

import io.convrelu.data.BadInputException;
import io.convrelu.data.batch.FeatureEncoder;
import io.convrelu.train.ModelScorer;
import io.convrelu.train.ModelState;
import io.convrelu.train.TrainedModel;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;

/** Scores the rows of a partition, batch by batch, in their order. */
final class ScoringTask implements MapPartitionsFunction<Row, Row> {

  private static final long serialVersionUID = 1L;

  private final Broadcast<ModelState> model;
  private final String place;
  private final FeatureEncoder encoder;
  private final int classes;
  private final int atOnce;
  private final RowPlace rows;
  private final InputColumn column;
  private final RowAssembly assembly;

  /**
   * @param model with what it is, for messages and encoding
   * @param shared its numbers
   * @param atOnce examples of a batch
   * @param rows how messages name them
   * @param column what the network reads
   * @param assembly of the result
   */
  ScoringTask(
      TrainedModel model,
      Broadcast<ModelState> shared,
      int atOnce,
      RowPlace rows,
      InputColumn column,
      RowAssembly assembly) {
    this.model = shared;
    this.place = model.place();
    this.encoder = model.description().input().encoder();
    this.classes = model.description().classes();
    this.atOnce = atOnce;
    this.rows = rows;
    this.column = column;
    this.assembly = assembly;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> partition) {
    return new ScoredRows(this, partition);
  }

  int atOnce() {
    return atOnce;
  }

  ModelScorer scorer() throws Exception {
    return ModelScorer.open(model.value(), encoder, classes, atOnce);
  }

  byte[] values(Row row) {
    try {
      return column.values(row);
    } catch (IllegalArgumentException e) {
      throw rows.bad(row, e.getMessage());
    }
  }

  /** The result for one example of a batch. */
  Row result(Row row, float[] batch, int number) {
    float[] probabilities = new float[classes];
    System.arraycopy(batch, number * classes, probabilities, 0, classes);
    for (float probability : probabilities) {
      if (!Float.isFinite(probability)) {
        throw new BadInputException(
            place,
            "",
            "overflows on "
                + rows.of(row)
                + ", so that there are no probabilities; train the model again, with a smaller"
                + " train.lr");
      }
    }
    try {
      return assembly.assemble(row, probabilities);
    } catch (IllegalArgumentException e) {
      throw rows.bad(row, e.getMessage());
    }
  }
}
