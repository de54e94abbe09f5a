package io.convrelu.zoo.plain;

import io.convrelu.zoo.ExampleShape;

/** One network's vertices. */
interface Architecture {

  /** Adds every vertex from the input to the output. */
  void build(PlainGraph graph, ExampleShape shape);
}
