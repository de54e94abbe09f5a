package io.convrelu.train.predict;

import io.convrelu.train.TrainedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.DefaultParamsReader.Metadata;
import org.apache.spark.ml.util.MLReader;
import scala.Option;

/** Loads a {@link NetworkTransformer}, or makes one of a trained model. */
final class NetworkReader extends MLReader<NetworkTransformer> {

  @Override
  public NetworkTransformer load(String path) {
    Configuration hadoop = sparkSession().sparkContext().hadoopConfiguration();
    try {
      TrainedModel model = ModelFolder.open(hadoop, path);
      Path metadata = new Path(path, "metadata");
      if (!metadata.getFileSystem(hadoop).exists(metadata)) {
        return new NetworkTransformer(model);
      }
      Metadata saved =
          DefaultParamsReader$.MODULE$.loadMetadata(
              path, sparkSession().sparkContext(), NetworkTransformer.class.getName());
      NetworkTransformer stage =
          new NetworkTransformer(saved.uid(), model, new SharedModel(model.state()));
      saved.getAndSetParams(stage, Option.empty());
      return stage;
    } catch (IOException e) {
      throw new UncheckedIOException(path + " could not be read: " + e.getMessage(), e);
    }
  }
}
