package io.convrelu.train.predict;

import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The row as it was, with class and probabilities behind it. */
record VectorRows() implements RowAssembly {

  @Override
  public Row assemble(Row example, float[] probabilities) {
    int columns = example.size();
    Object[] values = new Object[columns + 2];
    for (int i = 0; i < columns; i++) {
      values[i] = example.get(i);
    }
    double[] vector = new double[probabilities.length];
    for (int c = 0; c < vector.length; c++) {
      vector[c] = probabilities[c];
    }
    values[columns] = (double) PredictionRows.mostProbable(probabilities, 1)[0];
    values[columns + 1] = Vectors.dense(vector);
    return RowFactory.create(values);
  }
}
