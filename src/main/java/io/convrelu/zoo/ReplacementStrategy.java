package io.convrelu.zoo;

/**
 * Which activations of a network are replaced; the rest stay ReLU. The paper's R1, R2 and R3; "(A)"
 * in its tables is {@link #ALL}.
 */
public enum ReplacementStrategy {
  FIRST,
  LAST,
  ALL
}
