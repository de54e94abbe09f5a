package io.convrelu.train;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What came of a round.
 *
 * @param whole all workers' results together
 * @param metrics of the round
 */
record RoundOutcome(RoundPart whole, RoundMetrics metrics) {

  /** Workers that diverged. */
  Set<Integer> diverged() {
    return divergences().stream().map(Divergence::worker).collect(Collectors.toSet());
  }

  /**
   * Why the training cannot go on after this round; empty when it can.
   *
   * @param droppedBefore workers whose contribution to their last round was left out
   */
  Optional<Divergence> end(NonFinitePolicy policy, Set<Integer> droppedBefore) {
    List<Divergence> divergences = divergences();
    if (policy == NonFinitePolicy.FAIL || metrics.examples() == 0) {
      return divergences.stream().findFirst();
    }
    return divergences.stream().filter(d -> droppedBefore.contains(d.worker())).findFirst();
  }

  private List<Divergence> divergences() {
    return whole.reports().stream()
        .map(WorkerReport::divergence)
        .flatMap(Optional::stream)
        .toList();
  }
}
