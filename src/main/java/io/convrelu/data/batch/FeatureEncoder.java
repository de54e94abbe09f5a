package io.convrelu.data.batch;

import java.io.Serializable;
import java.util.SplittableRandom;

/** Turns the bytes of an example into the floats that a network reads. */
public sealed interface FeatureEncoder extends Serializable permits ImageEncoder, OneHotEncoder {

  /** Shape of one example, {@code [C, H, W]}. */
  int[] shape();

  /** Floats of one example. */
  default int size() {
    int[] shape = shape();
    return shape[0] * shape[1] * shape[2];
  }

  /**
   * Writes one example for training, augmented.
   *
   * @param random a stream of this example's and epoch's own
   * @param target zeros from {@code targetOffset} on, {@link #size} of them
   */
  void encodeTraining(
      byte[] values, int offset, SplittableRandom random, float[] target, int targetOffset);

  /** Writes one example for evaluation. */
  void encode(byte[] values, int offset, float[] target, int targetOffset);
}
