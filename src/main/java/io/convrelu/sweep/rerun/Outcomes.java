package io.convrelu.sweep.rerun;

import io.convrelu.sweep.TrialResult;
import io.convrelu.sweep.TrialResult.EpochPoint;
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
    if (recorded.message().isEmpty() != now.message().isEmpty()) {
      differences.compare("state", recorded.state(), now.state());
    }
    differences.compare("test top-1", recorded.testTop1(), now.testTop1());
    differences.compare("test top-5", recorded.testTop5(), now.testTop5());
    differences.compare("test loss", recorded.testLoss(), now.testLoss());
    differences.compare("validation top-1", recorded.validationTop1(), now.validationTop1());
    differences.compare("parameters SHA-256", recorded.parametersSha256(), now.parametersSha256());
    return differences.found();
  }

  private static void epoch(Differences differences, EpochPoint recorded, EpochPoint now) {
    String epoch = "epoch " + recorded.epoch() + " ";
    differences.compare(epoch + "learning rate", recorded.lr(), now.lr());
    differences.compare(epoch + "train loss", recorded.trainLoss(), now.trainLoss());
    differences.compare(epoch + "test loss", recorded.testLoss(), now.testLoss());
    differences.compare(epoch + "test top-1", recorded.testTop1(), now.testTop1());
    differences.compare(
        epoch + "validation top-1", recorded.validationTop1(), now.validationTop1());
    differences.compareIfRecorded(epoch + "dead units", recorded.deadUnits(), now.deadUnits());
    differences.compareIfRecorded(
        epoch + "classifier sparsity", recorded.classifierSparsity(), now.classifierSparsity());
  }
}
