package io.convrelu.data.batch;

import java.io.Serializable;

/**
 * Which examples were seen, in two numbers: equal tallies mean that each of them was seen equally
 * often, up to a chance of about 2⁻⁶⁴ that an error hides itself.
 *
 * @param examples how many
 * @param idSum the sum of {@link ExampleShard#idHash} over them, modulo 2⁶⁴
 */
public record ExampleTally(long examples, long idSum) implements Serializable {

  /** No examples. */
  public static final ExampleTally NOTHING = new ExampleTally(0, 0);

  /** Those of both. */
  public ExampleTally plus(ExampleTally other) {
    return new ExampleTally(examples + other.examples, idSum + other.idSum);
  }
}
