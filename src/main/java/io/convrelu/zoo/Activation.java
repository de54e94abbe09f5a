package io.convrelu.zoo;

/** Activations that a replacement strategy can put in the place of ReLU. */
public enum Activation {
  RELU,
  LEAKY_RELU,
  PRELU,
  ELU,
  SELU,
  ADA_RELU,
  CONV_RELU
}
