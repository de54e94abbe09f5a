package io.convrelu.zoo.plain;

import io.convrelu.zoo.ReplacementStrategy;

/** Where in a network an activation stands, as far as a replacement strategy asks. */
enum Position {
  FIRST,
  MIDDLE,
  LAST,
  /** What the classifier reads stays ReLU under every strategy. */
  CLASSIFIER;

  boolean replacedBy(ReplacementStrategy strategy) {
    return switch (strategy) {
      case FIRST -> this == FIRST;
      case LAST -> this == LAST;
      case ALL -> this != CLASSIFIER;
    };
  }
}
