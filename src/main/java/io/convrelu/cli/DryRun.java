package io.convrelu.cli;

import io.convrelu.conf.SettingsReader;
import io.convrelu.sweep.SweepPlan;
import io.convrelu.sweep.cost.CostModel;
import io.convrelu.sweep.cost.TrialCost;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.trial.PlannedTrial;
import io.convrelu.train.TrainingPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a sweep would do and cost, as text. */
final class DryRun {

  private static final List<String> HEADER =
      List.of(
          "trial",
          "seed",
          "epochs",
          "workers",
          "examples",
          "TFLOP",
          "parameters",
          "model",
          "checkpoints",
          "time",
          "state",
          "settings");

  private final CostModel costs;
  private final Map<String, TrialResult> results = new HashMap<>();
  private final KnownRates rates;
  private final Optional<Double> flopPerSecond;
  private final int slots;

  /**
   * @param results that the output folder has
   * @param flopPerSecond assumed of one worker
   * @param slots tasks that run at once
   */
  DryRun(CostModel costs, List<TrialResult> results, Optional<Double> flopPerSecond, int slots) {
    this.costs = costs;
    results.forEach(result -> this.results.put(result.trial(), result));
    this.rates = new KnownRates(results);
    this.flopPerSecond = flopPerSecond;
    this.slots = slots;
  }

  /** A table of the trials, and sums over those that would run. */
  String describe(SweepPlan plan) {
    List<Expectation> all = plan.trials().trials().stream().map(this::expect).toList();
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    all.forEach(one -> rows.add(row(one)));
    List<Expectation> toRun = all.stream().filter(Expectation::willRun).toList();
    return TextColumns.aligned(rows)
        + "\n"
        + TextColumns.aligned(new DryRunTotals(plan, toRun, slots).rows(all.size()));
  }

  private Expectation expect(PlannedTrial trial) {
    TrainingPlan plan = TrainingPlan.of(trial.trial().settings());
    TrialCost cost = costs.of(plan);
    Optional<String> ended =
        Optional.ofNullable(results.get(trial.id()))
            .map(TrialResult::state)
            .filter(state -> state.settled())
            .map(SettingsReader::kebab);
    Optional<Double> seconds =
        rates
            .of(plan)
            .map(cost::secondsAt)
            .or(() -> flopPerSecond.map(pace -> cost.flop() / (pace * cost.workers())));
    return new Expectation(trial, cost, ended, seconds);
  }

  private static List<String> row(Expectation one) {
    TrialCost cost = one.cost();
    return List.of(
        one.trial().id(),
        Long.toString(one.trial().description().seed()),
        Integer.toString(cost.epochs()),
        Integer.toString(cost.workers()),
        String.format(Locale.ROOT, "%,d", cost.allTrained()),
        String.format(Locale.ROOT, "%,.1f", cost.flop() / 1e12),
        String.format(Locale.ROOT, "%,d", cost.parameters()),
        DryRunTotals.bytes(cost.modelBytes()),
        DryRunTotals.bytes(cost.checkpointBytes()),
        one.seconds().map(DryRunTotals::time).orElse("-"),
        one.ended().orElse("to run"),
        one.trial().label());
  }
}
