package io.convrelu.sweep.sink.mlflow;

import java.net.URI;
import java.util.Objects;

/**
 * Where runs go.
 *
 * @param uri of the tracking server, http or https
 * @param experiment that the runs belong to; made where there is none of this name
 */
public record MlflowTarget(URI uri, String experiment) {

  public MlflowTarget {
    Objects.requireNonNull(uri, "uri");
    Objects.requireNonNull(experiment, "experiment");
  }
}
