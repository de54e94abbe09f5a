package io.convrelu.data.synthetic;

import io.convrelu.data.source.SourcePlan.Content;
import java.io.Serializable;
import java.util.SplittableRandom;

/** Makes examples of a class. */
interface ExampleGenerator extends Serializable {

  /** Kind and shape of what is made. */
  Content content();

  int classes();

  long seed();

  /**
   * One example.
   *
   * @param random the only source of chance, seeded for this example
   * @return pixels or UTF-8, as in {@link io.convrelu.data.source.RawExample}
   */
  byte[] generate(int label, SplittableRandom random);
}
