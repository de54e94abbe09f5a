package io.convrelu.bench;

/**
 * What a ratio is to reach.
 *
 * @param must at least
 * @param aim better
 */
record Goals(Goal must, Goal aim) {

  static Goals atLeast(double must, double aim) {
    return new Goals(Goal.atLeast(must), Goal.atLeast(aim));
  }

  static Goals atMost(double must, double aim) {
    return new Goals(Goal.atMost(must), Goal.atMost(aim));
  }
}
