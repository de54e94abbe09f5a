package io.convrelu.data.batch;

import java.io.Serializable;
import java.nio.FloatBuffer;
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
   * @param values bytes of examples, of which this one starts at {@code offset}
   * @param random a stream of this example's and epoch's own
   * @param target takes {@link #size} floats from {@code at} on, where nothing is or what was there
   *     has been erased
   */
  void encodeTraining(
      byte[] values, int offset, SplittableRandom random, FloatBuffer target, int at);

  /** Writes one example for evaluation, to where {@link #encodeTraining} would. */
  void encode(byte[] values, int offset, FloatBuffer target, int at);

  /** How many of an example's bytes must be known to erase it; 0 where nothing needs erasing. */
  int bytesToErase();

  /**
   * Makes the place of an example ready for another one.
   *
   * @param held bytes that were encoded there, {@link #bytesToErase} of them from {@code offset}
   *     on; zeros for a place that is still empty
   */
  void erase(byte[] held, int offset, FloatBuffer target, int at);
}
