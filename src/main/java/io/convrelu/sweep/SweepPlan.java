package io.convrelu.sweep;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.Settings;
import io.convrelu.conf.SettingsReader;
import io.convrelu.sweep.queue.Assignment;
import io.convrelu.sweep.queue.Pruning;
import io.convrelu.sweep.queue.TrialQueue;
import io.convrelu.sweep.space.SearchSpace;
import io.convrelu.sweep.trial.TrialPlan;
import io.convrelu.sweep.trial.TrialProgram;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * What a configuration wants of a sweep, read and judged as a whole.
 *
 * @param trials what is tried
 * @param settings how trials are run
 * @param pruning which trials end early
 */
public record SweepPlan(TrialPlan trials, SweepSettings settings, Pruning pruning) {

  private static final String SECTION = "sweep";

  public SweepPlan {
    Objects.requireNonNull(trials, "trials");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(pruning, "pruning");
  }

  /**
   * Reads the section {@code sweep}, and judges every trial of its space.
   *
   * @param settings the trials' common settings with the section {@code sweep}
   * @param folders the folder of the trial with a given identity
   * @throws ConfigException with all problems of the section or, where it has none, of all trials
   */
  public static SweepPlan read(
      Settings settings, TrialProgram program, UnaryOperator<String> folders) {
    SettingsReader reader = new SettingsReader(settings);
    SearchSpace space = SearchSpace.read(settings, reader);
    SweepSettings sweep = SweepSettings.read(reader);
    Pruning pruning = Pruning.read(reader);
    // For its problems: whoever makes the listeners reads it too.
    TrackingSettings.read(reader);
    reader.finish(SECTION);
    TrialPlan trials = TrialPlan.of(space, program, folders);
    if (pruning.active()) {
      requireMetric(trials, reader);
    }
    SweepPlan plan = new SweepPlan(trials, sweep, pruning);
    plan.queue();
    return plan;
  }

  private static void requireMetric(TrialPlan trials, SettingsReader reader) {
    if (trials.trials().stream().anyMatch(t -> t.outline().validationExamples() == 0)) {
      reader.problem(
          Pruning.RULE,
          "compares trials on the validation split, which this data set does not have; prepare it"
              + " with --validation 0.1, or set "
              + Pruning.RULE
              + " = none");
      reader.finish(SECTION);
    }
  }

  /** Decides in which order, and how far, trials are trained. */
  TrialQueue queue() {
    return pruning.queue(assignments());
  }

  private List<Assignment> assignments() {
    return trials.trials().stream()
        .map(trial -> new Assignment(trial.id(), trial.outline().epochs()))
        .toList();
  }
}
