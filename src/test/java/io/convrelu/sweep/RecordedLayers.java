package io.convrelu.sweep;

import io.convrelu.sweep.layers.LayerObservations;
import io.convrelu.sweep.store.LayersFile;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/** Puts observations of layers into a store, as a training that makes none would not. */
public final class RecordedLayers {

  private RecordedLayers() {}

  /** Writes those of a trial. */
  public static void write(Path sweep, String trial, LayerObservations layers) throws IOException {
    new LayersFile(new Configuration())
        .write(sweep.resolve("trials").resolve(trial).toString(), layers);
  }
}
