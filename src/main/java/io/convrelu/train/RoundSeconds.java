package io.convrelu.train;

/**
 * Where the wall time of a round went, in seconds. What workers did at the same time counts once: a
 * sum over workers is divided by as many of them as ran at once.
 *
 * @param broadcast handing out the averaged numbers, on the driver and on workers
 * @param data workers' waiting for batches
 * @param compute workers' steps
 * @param reduce averaging what came back
 * @param checkpoint writing a checkpoint after the round, and that of the epoch before
 * @param wall all of it, checkpoint included; what the others leave is starting tasks, collecting
 *     results and waiting for the slowest worker
 */
public record RoundSeconds(
    double broadcast, double data, double compute, double reduce, double checkpoint, double wall) {

  static final RoundSeconds NONE = new RoundSeconds(0, 0, 0, 0, 0, 0);

  RoundSeconds plus(RoundSeconds other) {
    return new RoundSeconds(
        broadcast + other.broadcast,
        data + other.data,
        compute + other.compute,
        reduce + other.reduce,
        checkpoint + other.checkpoint,
        wall + other.wall);
  }

  RoundSeconds withCheckpoint(double seconds) {
    return new RoundSeconds(broadcast, data, compute, reduce, checkpoint + seconds, wall + seconds);
  }

  /** Share of the wall time that is not computing; NaN of nothing. */
  double overhead() {
    return 1 - compute / wall;
  }
}
