package io.convrelu.train.predict;

import io.convrelu.train.SavedModel;
import java.io.IOException;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLWriter;
import scala.Option;

/** Saves a {@link NetworkTransformer}. */
final class NetworkWriter extends MLWriter {

  private final NetworkTransformer stage;

  NetworkWriter(NetworkTransformer stage) {
    this.stage = stage;
  }

  @Override
  public void saveImpl(String path) {
    DefaultParamsWriter$.MODULE$.saveMetadata(
        stage, path, sparkSession().sparkContext(), Option.empty(), Option.empty());
    try {
      SavedModel.write(
          sparkSession().sparkContext().hadoopConfiguration(),
          path + "/" + ModelFolder.MODEL,
          stage.model());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(path + " could not be written: " + e.getMessage(), e);
    }
  }
}
