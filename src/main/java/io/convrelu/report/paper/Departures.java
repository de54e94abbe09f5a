package io.convrelu.report.paper;

import io.convrelu.report.ComparisonRow;
import io.convrelu.report.ComparisonTable;
import io.convrelu.report.FullSize;
import io.convrelu.report.Numbers;
import io.convrelu.sweep.result.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** In what a cell is less than the paper's: fewer examples, fewer epochs. */
public final class Departures {

  /**
   * The paper lowers its learning rate for the last time at epoch 250 and does not say when it
   * stops.
   */
  private static final int PAPER_EPOCHS = 250;

  private Departures() {}

  /** Each in a few words; empty for a cell that was trained and tested as the paper's. */
  public static List<String> of(ComparisonTable table, ComparisonRow row) {
    SortedSet<Long> train = row.distinct(TrialResult::trainExamples);
    SortedSet<Long> test = row.distinct(TrialResult::testExamples);
    SortedSet<Long> epochs = row.distinct(trial -> (long) trial.epochs());
    List<String> departures = new ArrayList<>();
    if (train.isEmpty()) {
      return departures;
    }
    Optional<FullSize> full = table.fullSize();
    if (full.isPresent()) {
      examples(full.get(), train, test, departures);
    }
    if (epochs.first() <= PAPER_EPOCHS) {
      boolean one = epochs.size() == 1 && epochs.first() == 1;
      departures.add(Numbers.range(epochs) + (one ? " epoch" : " epochs"));
    }
    return departures;
  }

  private static void examples(
      FullSize full, SortedSet<Long> train, SortedSet<Long> test, List<String> departures) {
    if (!full.hasSplit()) {
      if (train.first() + test.first() < full.train()) {
        departures.add(
            Numbers.range(train)
                + " trained, "
                + Numbers.range(test)
                + " tested of "
                + Numbers.count(full.train()));
      }
      return;
    }
    if (train.first() < full.train()) {
      departures.add(Numbers.range(train) + " of " + Numbers.count(full.train()) + " examples");
    }
    if (test.first() < full.test()) {
      departures.add(Numbers.range(test) + " of " + Numbers.count(full.test()) + " tested");
    }
  }
}
