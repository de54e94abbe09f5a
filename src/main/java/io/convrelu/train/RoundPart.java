package io.convrelu.train;

import io.convrelu.train.averaging.PartialAverage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What some of the workers have brought back from a round, brought together. Always in the order of
 * workers, so that sums of floating-point numbers have the same bits whoever came first.
 */
final class RoundPart implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ArrayList<WorkerReport> reports;
  private final TreeMap<Integer, float[]> ownMomentum;
  private final long bytes;
  // Null when nobody contributes; Optional does not travel.
  private final PartialAverage parameters;
  private final PartialAverage momentum;

  private RoundPart(
      ArrayList<WorkerReport> reports,
      TreeMap<Integer, float[]> ownMomentum,
      long bytes,
      PartialAverage parameters,
      PartialAverage momentum) {
    this.reports = reports;
    this.ownMomentum = ownMomentum;
    this.bytes = bytes;
    this.parameters = parameters;
    this.momentum = momentum;
  }

  /** One worker's. */
  static RoundPart of(WorkerRound round, MomentumAveraging averaging) {
    ArrayList<WorkerReport> reports = new ArrayList<>(List.of(round.report()));
    TreeMap<Integer, float[]> own = new TreeMap<>();
    long examples = round.report().examples();
    if (examples == 0) {
      return new RoundPart(reports, own, round.bytes(), null, null);
    }
    boolean shared = averaging == MomentumAveraging.AVERAGED && round.updaterState().length > 0;
    if (averaging == MomentumAveraging.LOCAL) {
      own.put(round.report().worker(), round.updaterState());
    }
    return new RoundPart(
        reports,
        own,
        round.bytes(),
        PartialAverage.of(round.parameters(), examples),
        shared ? PartialAverage.of(round.updaterState(), examples) : null);
  }

  /**
   * Brings parts together.
   *
   * @param parts at least one; those of lower workers first
   */
  static RoundPart inOrder(List<RoundPart> parts) {
    ArrayList<WorkerReport> reports = new ArrayList<>();
    TreeMap<Integer, float[]> own = new TreeMap<>();
    long bytes = 0;
    Optional<PartialAverage> parameters = Optional.empty();
    Optional<PartialAverage> momentum = Optional.empty();
    for (RoundPart part : parts) {
      reports.addAll(part.reports);
      own.putAll(part.ownMomentum);
      bytes += part.bytes;
      parameters = plus(parameters, part.parameters);
      momentum = plus(momentum, part.momentum);
    }
    return new RoundPart(reports, own, bytes, parameters.orElse(null), momentum.orElse(null));
  }

  private static Optional<PartialAverage> plus(
      Optional<PartialAverage> sum, PartialAverage addend) {
    if (addend == null) {
      return sum;
    }
    return Optional.of(sum.isPresent() ? sum.get().plus(addend) : addend);
  }

  /** What each worker did, in their order. */
  List<WorkerReport> reports() {
    return List.copyOf(reports);
  }

  /** Number of the first worker. */
  int firstWorker() {
    return reports.get(0).worker();
  }

  /** Averaged parameters; empty when nobody contributed. */
  Optional<float[]> parameters() {
    return Optional.ofNullable(parameters).map(PartialAverage::result);
  }

  /** Averaged momentum; an empty array when there is none. */
  float[] momentum() {
    return Optional.ofNullable(momentum).map(PartialAverage::result).orElse(new float[0]);
  }

  /** What a worker takes into its next round, where momentum is its own. */
  Optional<float[]> momentumOf(int worker) {
    return Optional.ofNullable(ownMomentum.get(worker));
  }

  /** Bytes of numbers that workers have sent. */
  long bytes() {
    return bytes;
  }
}
