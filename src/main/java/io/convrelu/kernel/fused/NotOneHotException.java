package io.convrelu.kernel.fused;

import java.util.function.IntToDoubleFunction;

/** The input of a stage that reads one-hot characters has something else. */
public final class NotOneHotException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private NotOneHotException(int example, int position, String found) {
    super(
        "reads one-hot characters; example "
            + example
            + ", position "
            + position
            + " has "
            + found);
  }

  /** What stands at a position, which is not one-hot. */
  static NotOneHotException at(
      int example, int position, int characters, IntToDoubleFunction value) {
    int ones = 0;
    for (int c = 0; c < characters; c++) {
      double v = value.applyAsDouble(c);
      if (v != 0 && v != 1) {
        return new NotOneHotException(example, position, v + " for character " + c);
      }
      ones += v == 1 ? 1 : 0;
    }
    return new NotOneHotException(example, position, ones + " ones");
  }

  /** Refuses any position that is neither one-hot nor all zero. */
  static void check(int batch, MapShape shape, double[] x) {
    for (int n = 0; n < batch; n++) {
      for (int p = 0; p < shape.pixels(); p++) {
        int at = n * shape.size() + p;
        IntToDoubleFunction value = c -> x[at + c * shape.pixels()];
        int ones = 0;
        for (int c = 0; c < shape.channels(); c++) {
          double v = value.applyAsDouble(c);
          ones += v == 0 ? 0 : v == 1 ? 1 : 2;
        }
        if (ones > 1) {
          throw at(n, p, shape.channels(), value);
        }
      }
    }
  }
}
