package io.convrelu.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line of the table, measured.
 *
 * @param id name in the CSV file
 * @param title for people
 * @param unit of both sides
 * @param ours a value a repetition
 * @param peer a value a repetition, in the same turns
 * @param foreignShare of processor time that others took, the worse side's
 * @param goals what the ratio is to reach; empty where nothing is asked
 */
record Comparison(
    String id,
    String title,
    String unit,
    List<Double> ours,
    List<Double> peer,
    double foreignShare,
    Optional<Goals> goals) {

  Comparison {
    ours = List.copyOf(ours);
    peer = List.copyOf(peer);
  }

  static Comparison of(Figure figure, Measurement ours, Measurement peer) {
    return new Comparison(
        figure.id(),
        figure.title(),
        figure.quantity().unit(),
        figure.quantity().of(ours),
        figure.quantity().of(peer),
        Math.max(ours.foreignShare(), peer.foreignShare()),
        figure.goals());
  }

  /** Median of ours ÷ median of the peer. */
  double ratio() {
    return new Samples(ours).median() / new Samples(peer).median();
  }

  /** The ratio of each turn in which both were measured. */
  Samples ratioByTurn() {
    List<Double> ratios = new ArrayList<>();
    for (int turn = 0; turn < Math.min(ours.size(), peer.size()); turn++) {
      ratios.add(ours.get(turn) / peer.get(turn));
    }
    return new Samples(ratios);
  }
}
