package io.convrelu.sweep.rerun;

import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialResult.EpochPoint;
import io.convrelu.sweep.result.TrialState;
import java.util.List;

/** Compares what came out of a trial, bit for bit, in the order of time. */
final class Outcomes {

  private Outcomes() {}

  /** What differs; the first is where the trainings parted. Times are none. */
  static List<Difference> compare(TrialResult recorded, TrialResult now) {
    Differences differences = new Differences();
    int both = Math.min(recorded.curve().size(), now.curve().size());
    for (int i = 0; i < both; i++) {
      epoch(differences, recorded.curve().get(i), now.curve().get(i));
    }
    differences.compare("epochs", recorded.epochs(), now.epochs());
    differences.compare("divergence", divergence(recorded), divergence(now));
    differences.compareBits("test top-1", recorded.testTop1(), now.testTop1());
    differences.compareBits("test top-5", recorded.testTop5(), now.testTop5());
    differences.compareBits("test loss", recorded.testLoss(), now.testLoss());
    differences.compareBits("validation top-1", recorded.validationTop1(), now.validationTop1());
    differences.compare("parameters SHA-256", recorded.parametersSha256(), now.parametersSha256());
    return differences.found();
  }

  /** Empty of a training that did not diverge. */
  private static String divergence(TrialResult result) {
    return result.state() == TrialState.DIVERGED ? result.message() : "";
  }

  private static void epoch(Differences differences, EpochPoint recorded, EpochPoint now) {
    String epoch = "epoch " + recorded.epoch() + " ";
    differences.compareBits(epoch + "learning rate", recorded.lr(), now.lr());
    differences.compareBits(epoch + "train loss", recorded.trainLoss(), now.trainLoss());
    differences.compareBits(epoch + "test loss", recorded.testLoss(), now.testLoss());
    differences.compareBits(epoch + "test top-1", recorded.testTop1(), now.testTop1());
    differences.compareBits(
        epoch + "validation top-1", recorded.validationTop1(), now.validationTop1());
    differences.compareIfRecorded(epoch + "dead units", recorded.deadUnits(), now.deadUnits());
    differences.compareIfRecorded(
        epoch + "classifier sparsity", recorded.classifierSparsity(), now.classifierSparsity());
  }
}
