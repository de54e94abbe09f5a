package io.convrelu.data;

import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Columns of prepared examples. Images are Spark's own {@code image} struct (origin, height, width,
 * nChannels, mode, data: row by row, blue-green-red or grey), so that any Spark program reads them.
 * Text is the text and its character codes: one byte a character, 0 for a character outside the
 * alphabet, 1 to 70 otherwise, at most {@link #MAX_CODES}.
 */
public final class ExampleSchema {

  public static final String ID = "id";
  public static final String LABEL = "label";
  public static final String COARSE_LABEL = "coarse_label";
  public static final String IMAGE = "image";
  public static final String TEXT = "text";
  public static final String CODES = "codes";

  /** Characters of a text that are coded (Zhang, Zhao and LeCun 2015). */
  public static final int MAX_CODES = 1014;

  /** Schema of image examples; {@code coarse_label} is null where a data set has none. */
  public static final StructType IMAGES =
      new StructType()
          .add(ID, DataTypes.StringType, false)
          .add(LABEL, DataTypes.IntegerType, false)
          .add(COARSE_LABEL, DataTypes.IntegerType, true)
          .add(IMAGE, ImageSchema.columnSchema(), false);

  /** Schema of text examples. */
  public static final StructType TEXTS =
      new StructType()
          .add(ID, DataTypes.StringType, false)
          .add(LABEL, DataTypes.IntegerType, false)
          .add(TEXT, DataTypes.StringType, false)
          .add(CODES, DataTypes.BinaryType, false);

  private ExampleSchema() {}
}
