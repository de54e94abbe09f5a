package io.convrelu.zoo;

/** Where in a network an activation stands, as far as a replacement strategy asks. */
enum Position {
  /** In the part that the strategy {@code first} replaces. */
  FIRST,
  /** In neither part; only {@code all} replaces it. */
  MIDDLE,
  /** In the part that the strategy {@code last} replaces. */
  LAST,
  /**
   * What the classifier reads. It stays ReLU under every strategy, which keeps the classifier's
   * input sparse (the paper's argument for partial replacement) and is what the parameter counts of
   * the paper's Table 6 show.
   */
  CLASSIFIER
}
