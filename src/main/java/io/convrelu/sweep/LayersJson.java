package io.convrelu.sweep;

import io.convrelu.sweep.layers.LayerObservations;
import java.io.IOException;

/** What was recorded of a trial layer by layer as JSON text, see {@link CheckedJson}. */
final class LayersJson {

  /** Its name in a trial's folder. */
  static final String FILE = "layers.json";

  private final CheckedJson<LayerObservations> json =
      new CheckedJson<>(LayerObservations.class, "layers", 1);

  byte[] write(LayerObservations layers) throws IOException {
    return json.compact(layers);
  }

  /**
   * @throws IOException when the text is not sound or of a newer version; the message says what is
   *     wrong
   */
  LayerObservations read(byte[] text) throws IOException {
    return json.read(text, (layers, version) -> {});
  }
}
