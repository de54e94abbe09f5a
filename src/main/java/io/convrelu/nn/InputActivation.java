package io.convrelu.nn;

/** The activation that a convolution layer applies to its own input. */
public enum InputActivation {
  IDENTITY,
  RELU
}
