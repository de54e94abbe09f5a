package io.convrelu.zoo;

import java.util.Optional;

/** One network's vertices, without its activation choice. */
interface Architecture {

  /**
   * What is wrong with examples of this shape, and what is allowed; empty when it can read them.
   */
  Optional<String> refusal(ExampleShape shape);

  /** Adds every vertex from {@link StageGraph#INPUT} to {@link StageGraph#OUTPUT}. */
  void build(StageGraph graph, ExampleShape shape);
}
