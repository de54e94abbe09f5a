package io.convrelu.zoo;

/**
 * Which activations of a network are replaced; the rest stay ReLU. The paper's R1, R2 and R3; "(A)"
 * in its tables is {@link #ALL}. What first and last are in each network: docs/NETWORKS.md.
 */
public enum ReplacementStrategy {
  FIRST,
  LAST,
  ALL;

  /** Whether the activation at a position is replaced. */
  boolean replaces(Position position) {
    return switch (this) {
      case FIRST -> position == Position.FIRST;
      case LAST -> position == Position.LAST;
      case ALL -> position != Position.CLASSIFIER;
    };
  }
}
