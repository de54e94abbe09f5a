package io.convrelu.report;

import io.convrelu.sweep.Cell;
import io.convrelu.sweep.MeanInterval;
import io.convrelu.sweep.TrialResult;
import io.convrelu.sweep.TrialState;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One row of a comparison table.
 *
 * @param configuration what was run
 * @param variant settings that tell this row from others of the same choice, as text; often empty
 * @param cell the trials, one a seed, ascending by seed
 * @param top1 test accuracy, a share from 0 to 1, over the completed trials
 * @param difference of the accuracy to that of the ReLU row with the same settings, over the seeds
 *     that completed in both; empty for ReLU itself and where there is no such seed
 * @param paper the paper's figure for the same data set, network and choice
 */
public record ComparisonRow(
    Configuration configuration,
    String variant,
    Cell cell,
    MeanInterval top1,
    Optional<MeanInterval> difference,
    Optional<PaperFigure> paper) {

  /** What the row is called, for example {@code ConvReLU (A)}. */
  public String label() {
    return variant.isEmpty() ? choice().name() : choice().name() + " [" + variant + "]";
  }

  /** What the row stands for. */
  public Choice choice() {
    return configuration.choice();
  }

  /** Trials with an accuracy. */
  public List<TrialResult> completed() {
    return Scored.of(cell);
  }

  /** Distinct values over the trials that count, ascending. */
  public SortedSet<Long> distinct(Function<TrialResult, Long> property) {
    return completed().stream().map(property).collect(Collectors.toCollection(TreeSet::new));
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
