package io.convrelu.nn;

/** Whether a layer computes the gradient of its input. */
public enum InputGradient {
  COMPUTED,
  /** For layers that read the network's input: nobody asks for its gradient. */
  SKIPPED
}
