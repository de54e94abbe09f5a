package io.convrelu.train;

import io.convrelu.data.batch.FeatureEncoder;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What batches must have in common to hold each other's examples.
 *
 * @param examples that there is room for
 * @param encoder of the examples
 * @param classes of the labels
 */
record BatchShape(int examples, FeatureEncoder encoder, int classes) implements Serializable {

  BatchShape {
    if (examples < 1 || classes < 1) {
      throw new IllegalArgumentException(examples + " examples of " + classes + " classes");
    }
  }

  /** {@code [N, C, H, W]} of a full batch. */
  long[] features() {
    return IntStream.concat(IntStream.of(examples), IntStream.of(encoder.shape()))
        .asLongStream()
        .toArray();
  }

  /** {@code [N, classes]} of a full batch. */
  long[] labels() {
    return new long[] {examples, classes};
  }

  private List<Object> identity() {
    // Encoders of one class and shape erase each other's examples, whatever their statistics.
    return List.of(
        examples, classes, encoder.getClass(), IntStream.of(encoder.shape()).boxed().toList());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BatchShape that && identity().equals(that.identity());
  }

  @Override
  public int hashCode() {
    return identity().hashCode();
  }
}
