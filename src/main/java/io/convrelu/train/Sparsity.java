package io.convrelu.train;

import java.io.Serializable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How much of what a layer reads is exactly 0.
 *
 * @param zeros values that are 0
 * @param values all values
 */
record Sparsity(long zeros, long values) implements Serializable {

  static final Sparsity NOTHING = new Sparsity(0, 0);

  /** Of an array of any shape. */
  static Sparsity of(INDArray array) {
    float[] values = array.dup('c').data().asFloat();
    long zeros = 0;
    for (float value : values) {
      if (value == 0) {
        zeros++;
      }
    }
    return new Sparsity(zeros, values.length);
  }

  Sparsity plus(Sparsity other) {
    return new Sparsity(zeros + other.zeros, values + other.values);
  }

  /** 0 to 1; NaN when nothing was looked at. */
  double share() {
    return values == 0 ? Double.NaN : (double) zeros / values;
  }
}
