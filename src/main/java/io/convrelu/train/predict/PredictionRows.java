package io.convrelu.train.predict;

import io.convrelu.data.ExampleSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What the job writes of an example. Of equal probabilities the lower class comes first, as in the
 * evaluation.
 *
 * @param classNames of the model
 * @param top how many of the most probable classes are listed
 */
record PredictionRows(List<String> classNames, int top) implements RowAssembly {

  static final String CLASS = "class";
  static final String CLASS_NAME = "class_name";
  static final String PROBABILITY = "probability";
  static final String PROBABILITIES = "probabilities";
  static final String TOP = "top";

  /** Columns that are scored. */
  static final int ID_INDEX = 0;

  static final int LABEL_INDEX = 1;

  private static final StructType RANKED =
      new StructType()
          .add(CLASS, DataTypes.IntegerType, false)
          .add("name", DataTypes.StringType, false)
          .add(PROBABILITY, DataTypes.FloatType, false);

  /** Columns of the result; {@code label} is null where it is not known. */
  static final StructType SCHEMA =
      new StructType()
          .add(ExampleSchema.ID, DataTypes.StringType, false)
          .add(ExampleSchema.LABEL, DataTypes.IntegerType, true)
          .add(CLASS, DataTypes.IntegerType, false)
          .add(CLASS_NAME, DataTypes.StringType, false)
          .add(PROBABILITY, DataTypes.FloatType, false)
          .add(PROBABILITIES, DataTypes.createArrayType(DataTypes.FloatType, false), false)
          .add(TOP, DataTypes.createArrayType(RANKED, false), false);

  PredictionRows {
    // An ArrayList, since Spark moves it between JVMs by any serializer.
    classNames = new ArrayList<>(classNames);
    if (top < 1 || top > classNames.size()) {
      throw new IllegalArgumentException(top + " of " + classNames.size() + " classes");
    }
  }

  @Override
  public Row assemble(Row example, float[] probabilities) {
    if (example.isNullAt(ID_INDEX)) {
      throw new IllegalArgumentException("has no id");
    }
    List<Row> ranked = new ArrayList<>(top);
    for (int best : mostProbable(probabilities, top)) {
      ranked.add(RowFactory.create(best, classNames.get(best), probabilities[best]));
    }
    Row first = ranked.get(0);
    return RowFactory.create(
        example.get(ID_INDEX),
        example.isNullAt(LABEL_INDEX) ? null : label(example.getLong(LABEL_INDEX)),
        first.get(0),
        first.get(1),
        first.get(2),
        probabilities,
        ranked.toArray());
  }

  private int label(long label) {
    if (label < 0 || label >= classNames.size()) {
      throw new IllegalArgumentException(
          "has label " + label + ", the model's classes are 0 to " + (classNames.size() - 1));
    }
    return (int) label;
  }

  /** Classes by falling probability. */
  static int[] mostProbable(float[] probabilities, int count) {
    boolean[] taken = new boolean[probabilities.length];
    int[] classes = new int[count];
    for (int rank = 0; rank < count; rank++) {
      int best = -1;
      for (int c = 0; c < probabilities.length; c++) {
        if (!taken[c] && (best < 0 || probabilities[c] > probabilities[best])) {
          best = c;
        }
      }
      taken[best] = true;
      classes[rank] = best;
    }
    return classes;
  }
}
