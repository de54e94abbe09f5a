package io.convrelu.data.batch;

import io.convrelu.data.BadInputException;
import io.convrelu.data.DatasetDescription.ImageShape;
import io.convrelu.data.ExampleSchema;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.sql.Row;

/** Turns a prepared row into bytes. */
public sealed interface ExampleRows extends Serializable {

  /** Bytes of every example. */
  int valuesPerExample();

  /** The example of a row of {@link ExampleSchema}. */
  Example example(Row row);

  /** Images: Spark stores them pixel by pixel, blue first; networks read channel by channel. */
  record Images(int channels, int height, int width) implements ExampleRows {

    /** For images of this shape. */
    public static Images of(ImageShape shape) {
      return new Images(shape.channels(), shape.height(), shape.width());
    }

    @Override
    public int valuesPerExample() {
      return channels * height * width;
    }

    @Override
    public Example example(Row row) {
      Row image = row.getAs(ExampleSchema.IMAGE);
      byte[] pixels = image.getAs("data");
      if (pixels.length != valuesPerExample()) {
        throw new BadInputException(
            String.valueOf(image.<String>getAs("origin")),
            "image " + row.getAs(ExampleSchema.ID),
            "has " + pixels.length + " bytes, expected " + valuesPerExample());
      }
      byte[] planes = new byte[pixels.length];
      int area = height * width;
      for (int c = 0; c < channels; c++) {
        int plane = (channels - 1 - c) * area;
        for (int i = 0; i < area; i++) {
          planes[plane + i] = pixels[i * channels + c];
        }
      }
      return new Example(row.getAs(ExampleSchema.LABEL), planes);
    }
  }

  /**
   * Texts: the first {@code length} character codes; a shorter text is filled with 0.
   *
   * @param length characters read
   */
  record Texts(int length) implements ExampleRows {

    @Override
    public int valuesPerExample() {
      return length;
    }

    @Override
    public Example example(Row row) {
      byte[] codes = row.getAs(ExampleSchema.CODES);
      return new Example(row.getAs(ExampleSchema.LABEL), Arrays.copyOf(codes, length));
    }
  }
}
