package io.convrelu.report;

import io.convrelu.sweep.result.Cell;
import io.convrelu.sweep.result.MeanInterval;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * One row of a comparison table.
 *
 * @param configuration what was run
 * @param variant settings that tell this row from others of the same choice, as text; often empty
 * @param cell the trials, one a seed, ascending by seed
 * @param metric what the row is compared by
 * @param score mean and interval of the metric over the completed trials
 * @param difference of the metric to that of the ReLU row with the same settings, over the seeds
 *     that completed in both; empty for ReLU itself and where there is no such seed
 * @param paper the paper's figure for the same data set, network and choice; the paper has test
 *     top-1 alone
 */
public record ComparisonRow(
    Configuration configuration,
    String variant,
    Cell cell,
    Metric metric,
    MeanInterval score,
    Optional<Comparison> difference,
    Optional<PaperFigure> paper) {

  /** What the row is called, for example {@code ConvReLU (A)}. */
  public String label() {
    return variant.isEmpty() ? choice().name() : choice().name() + " [" + variant + "]";
  }

  /** What the row stands for. */
  public Choice choice() {
    return configuration.choice();
  }

  /** Trials that were trained to the end and report the metric. */
  public List<TrialResult> completed() {
    return Scored.of(cell, metric);
  }

  /** Distinct values over the trials that count, ascending. */
  public SortedSet<Long> distinct(Function<TrialResult, Long> property) {
    return completed().stream().map(property).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Mean over the trials that count and have the value; NaN when none has. */
  public double mean(ToDoubleFunction<TrialResult> property) {
    return completed().stream()
        .mapToDouble(property)
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  /** Trials, whatever became of them. */
  public int seeds() {
    return cell.trials().size();
  }

  /** How many of the trials ended so. */
  public long count(TrialState state) {
    return cell.count(state);
  }
}
