package io.convrelu.sweep.queue;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.conf.SettingsReader;
import java.util.List;
import java.util.Objects;

/**
 * Whether and how trials end early: section {@code sweep.pruning}.
 *
 * @param minEpochs that every trial trains before it can be given up
 * @param reduction one in so many trials goes on from a rung (ASHA)
 * @param minTrials others that must have got as far before a trial is given up (median stopping)
 */
public record Pruning(PruningRule rule, int minEpochs, int reduction, int minTrials) {

  /** The key of the rule. */
  public static final String RULE = "sweep.pruning.rule";

  private static final String SECTION = "sweep.pruning";
  private static final String MIN_EPOCHS = SECTION + ".min-epochs";
  private static final String REDUCTION = SECTION + ".reduction";
  private static final String MIN_TRIALS = SECTION + ".min-trials";

  public Pruning {
    Objects.requireNonNull(rule, "rule");
  }

  /** Reads the section; what is wrong, and keys that the rule has no use for, become problems. */
  public static Pruning read(SettingsReader reader) {
    Pruning pruning =
        new Pruning(
            reader.choice(RULE, PruningRule.NONE),
            reader.integer(MIN_EPOCHS, 1, 1, 100_000),
            reader.integer(REDUCTION, 4, 2, 1000),
            reader.integer(MIN_TRIALS, 5, 1, 100_000));
    pruning.refuse(reader, MIN_EPOCHS, List.of(PruningRule.ASHA, PruningRule.MEDIAN));
    pruning.refuse(reader, REDUCTION, List.of(PruningRule.ASHA));
    pruning.refuse(reader, MIN_TRIALS, List.of(PruningRule.MEDIAN));
    return pruning;
  }

  private void refuse(SettingsReader reader, String key, List<PruningRule> uses) {
    if (reader.given(key) && !uses.contains(rule)) {
      String allowed = String.join(" or ", uses.stream().map(SettingsReader::kebab).toList());
      reader.problem(
          key,
          "means nothing with "
              + RULE
              + " = "
              + SettingsReader.kebab(rule)
              + "; leave it out, or"
              + " set "
              + RULE
              + " = "
              + allowed);
    }
  }

  /** Whether a trial may end early, so that a validation split is needed. */
  public boolean active() {
    return rule != PruningRule.NONE;
  }

  /**
   * A queue of trials.
   *
   * @param trials each with its last epoch, in the order of the plan
   * @throws ConfigException when no trial is long enough to be given up
   */
  public TrialQueue queue(List<Assignment> trials) {
    int longest = trials.stream().mapToInt(Assignment::untilEpoch).max().orElse(Integer.MAX_VALUE);
    if (active() && longest <= minEpochs) {
      throw new ConfigException(
          List.of(
              new ConfigProblem(
                  MIN_EPOCHS,
                  SECTION,
                  "is "
                      + minEpochs
                      + ", and no trial is longer than "
                      + longest
                      + ", so that none could end early; train longer, or leave sweep.pruning out")));
    }
    return switch (rule) {
      case NONE -> new PlanOrderQueue(trials);
      case ASHA -> new AshaQueue(trials, minEpochs, reduction);
      case MEDIAN -> new MedianQueue(trials, minEpochs, minTrials);
    };
  }

  /**
   * What trials cost at least, if none ends for another reason than this rule. All of them to their
   * end is what they cost at most.
   *
   * @param before trials that have ended already, with which these may be compared
   */
  public double leastEffort(List<Effort> trials, int before) {
    return switch (rule) {
      case NONE -> trials.stream().mapToDouble(trial -> trial.until(trial.epochs())).sum();
      case ASHA ->
          before == 0
              ? LeastEffort.ofHalving(trials, minEpochs, reduction)
              : LeastEffort.toTheFirstEnd(trials, minEpochs);
      case MEDIAN -> LeastEffort.toTheFirstEnd(trials, minEpochs);
    };
  }
}
