package io.convrelu.train.observed;

import java.util.ArrayList;
import java.util.List;

/**
 * Which epochs of a training are recorded layer by layer: the first, the last that is done, and
 * every one, every second, fourth, … between, at most {@value #MOST}. It follows from the number of
 * epochs done alone, and what is left out stays left out when more are done; so a training that is
 * stopped early, resumed or made longer has an even record too.
 */
public final class RecordedEpochs {

  /** How many epochs are recorded at most. */
  public static final int MOST = 12;

  private RecordedEpochs() {}

  /**
   * The epochs that are recorded once so many are done, ascending, from 1.
   *
   * @param done number of finished epochs
   */
  public static List<Integer> of(int done) {
    List<Integer> epochs = new ArrayList<>();
    for (int epoch = 1; epoch <= done; epoch++) {
      if (isRecorded(epoch, done)) {
        epochs.add(epoch);
      }
    }
    return epochs;
  }

  /** Whether an epoch is one of them. */
  public static boolean isRecorded(int epoch, int done) {
    return epoch == 1 || epoch == done || epoch % stride(done) == 0;
  }

  private static int stride(int done) {
    int stride = 1;
    while (count(done, stride) > MOST) {
      stride *= 2;
    }
    return stride;
  }

  private static int count(int done, int stride) {
    int rounded = (done + stride - 1) / stride;
    return stride == 1 ? rounded : rounded + 1;
  }
}
