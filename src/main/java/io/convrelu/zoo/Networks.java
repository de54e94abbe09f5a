package io.convrelu.zoo;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** The zoo's door: from settings to a DL4J network configuration. */
public final class Networks {

  private Networks() {}

  /**
   * The DL4J configuration of a network. Its single input is {@code input}, its single output layer
   * is {@code output}; the activation that the classifier reads is the input of {@code output}.
   *
   * @throws io.convrelu.conf.ConfigException when the network cannot read examples of this shape
   */
  public static ComputationGraphConfiguration configure(
      NetworkSettings settings, ExampleShape shape, UpdateRule rule) {
    throw new IllegalStateException("no network " + settings.name());
  }
}
