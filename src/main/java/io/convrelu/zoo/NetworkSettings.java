package io.convrelu.zoo;

import io.convrelu.conf.SettingsReader;

/**
 * Which network: sections {@code network} and {@code activation} of the configuration.
 *
 * @param name the architecture
 * @param depth layers of each dense block (densenet-40)
 * @param growth channels that each dense layer adds (densenet-40)
 * @param textLength characters read of each text (char-CNN)
 * @param dropout share of the inputs of the char-CNN's last two layers that training leaves out
 * @param activation the activation choice
 */
public record NetworkSettings(
    NetworkName name,
    int depth,
    int growth,
    int textLength,
    double dropout,
    ActivationSettings activation) {

  /** Reads both sections. */
  public static NetworkSettings read(SettingsReader reader) {
    return new NetworkSettings(
        reader.choice("network.name", NetworkName.CNN_SMALL),
        reader.integer("network.depth", 12, 1, 100),
        reader.integer("network.growth", 12, 1, 200),
        reader.integer("network.text-length", 1014, 100, 1014),
        reader.real("network.dropout", 0.5, 0, 0.9),
        ActivationSettings.read(reader));
  }
}
