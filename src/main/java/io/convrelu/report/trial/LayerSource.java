package io.convrelu.report.trial;

import io.convrelu.sweep.layers.LayerObservations;
import java.util.Optional;

/** Where the page asks for the layers of a trial; it asks only for those that it can hold. */
@FunctionalInterface
public interface LayerSource {

  /** What the trial of this identity recorded of its layers; empty where it recorded nothing. */
  Optional<LayerObservations> of(String trial);

  /** For results that know nothing of layers. */
  static LayerSource none() {
    return trial -> Optional.empty();
  }
}
