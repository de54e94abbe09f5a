package io.convrelu.zoo;

import io.convrelu.conf.SettingsReader;

/**
 * Which network: sections {@code network} and {@code activation} of the configuration.
 *
 * @param name the architecture
 * @param depth layers of each dense block (densenet-40, 12 unless said); layers in all
 *     (wide-resnet, 16 unless said)
 * @param width channels of the first convolution (resnet-9, 64 unless said); how many times wider
 *     than a plain residual network (wide-resnet, 4 unless said)
 * @param growth channels that each dense layer adds (densenet-40)
 * @param textLength characters read of each text (char-CNN)
 * @param dropout share of the inputs of the char-CNN's last two layers that training leaves out
 * @param activation the activation choice
 */
public record NetworkSettings(
    NetworkName name,
    int depth,
    int width,
    int growth,
    int textLength,
    double dropout,
    ActivationSettings activation) {

  /** Reads both sections. */
  public static NetworkSettings read(SettingsReader reader) {
    NetworkName name = reader.choice("network.name", NetworkName.CNN_SMALL);
    boolean wide = name == NetworkName.WIDE_RESNET;
    int depth = reader.integer("network.depth", wide ? 16 : 12, 1, 100);
    if (wide && !WideResNet.exists(depth)) {
      reader.problem(
          "network.depth",
          "is " + depth + "; wide-resnet has 6·n + 4 layers: 10, 16, 22, 28, 40 …");
    }
    return new NetworkSettings(
        name,
        depth,
        reader.integer("network.width", wide ? 4 : 64, 1, 512),
        reader.integer("network.growth", 12, 1, 200),
        reader.integer("network.text-length", 1014, 100, 1014),
        reader.real("network.dropout", 0.5, 0, 0.9),
        ActivationSettings.read(reader));
  }
}
