package io.convrelu.report;

import io.convrelu.sweep.result.TrialResult;
import java.util.Optional;
import java.util.SortedSet;

/** How much of a data set was used, in words: part of every table, as the paper used all of it. */
public final class Extent {

  private Extent() {}

  /** One sentence, for example "Trained on 10,000 of 50,000 training examples …". */
  public static String of(ComparisonTable table) {
    SortedSet<Long> train = table.distinct(TrialResult::trainExamples);
    SortedSet<Long> test = table.distinct(TrialResult::testExamples);
    if (train.isEmpty()) {
      return "No trial was trained to the end.";
    }
    SortedSet<Long> epochs = table.distinct(trial -> (long) trial.epochs());
    boolean one = epochs.size() == 1 && epochs.first() == 1;
    String duration = " for " + Numbers.range(epochs) + (one ? " epoch" : " epochs");
    Optional<FullSize> full = table.fullSize();
    if (full.isPresent() && !full.get().hasSplit()) {
      return "Trained on "
          + Numbers.range(train)
          + " and tested on "
          + Numbers.range(test)
          + " of the data set's "
          + Numbers.count(full.get().train())
          + " examples (it has no official test split)"
          + duration
          + ".";
    }
    return "Trained on "
        + Numbers.range(train)
        + full.map(size -> " of " + Numbers.count(size.train())).orElse("")
        + " training examples"
        + duration
        + ", tested on "
        + Numbers.range(test)
        + full.map(size -> " of " + Numbers.count(size.test())).orElse("")
        + " test examples.";
  }
}
