package io.convrelu.train;

import io.convrelu.train.averaging.ParameterAverage;
import io.convrelu.train.averaging.PartialAverage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
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

  /**
   * One worker's.
   *
   * @param average how parameters are averaged
   * @param averaging what becomes of momentum
   */
  static RoundPart of(WorkerRound round, ParameterAverage average, MomentumAveraging averaging) {
    ArrayList<WorkerReport> reports = new ArrayList<>(List.of(round.report()));
    TreeMap<Integer, float[]> own = new TreeMap<>();
    long examples = round.report().examples();
    if (examples == 0) {
      return new RoundPart(reports, own, round.bytes(), new PartialAverage(), new PartialAverage());
    }
    boolean shared = averaging == MomentumAveraging.AVERAGED && round.updaterState().length > 0;
    if (averaging == MomentumAveraging.LOCAL) {
      own.put(round.report().worker(), round.updaterState());
    }
    return new RoundPart(
        reports,
        own,
        round.bytes(),
        average.of(round.parameters(), examples),
        shared ? ParameterAverage.PLAIN.of(round.updaterState(), examples) : new PartialAverage());
  }

  /**
   * Brings parts together.
   *
   * @param parts those of lower workers first; used up one by one, so that one sum and one part
   *     take memory at a time
   */
  static RoundPart inOrder(Iterator<RoundPart> parts) {
    ArrayList<WorkerReport> reports = new ArrayList<>();
    TreeMap<Integer, float[]> own = new TreeMap<>();
    long bytes = 0;
    PartialAverage parameters = new PartialAverage();
    PartialAverage momentum = new PartialAverage();
    while (parts.hasNext()) {
      RoundPart part = parts.next();
      reports.addAll(part.reports);
      own.putAll(part.ownMomentum);
      bytes += part.bytes;
      parameters.add(part.parameters);
      momentum.add(part.momentum);
    }
    return new RoundPart(reports, own, bytes, parameters, momentum);
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
    return parameters.examples() == 0 ? Optional.empty() : Optional.of(parameters.result());
  }

  /** Averaged momentum; an empty array when there is none. */
  float[] momentum() {
    return momentum.examples() == 0 ? new float[0] : momentum.result();
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
