package io.convrelu.train;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * What workers start a round with, on its way to them. The configuration is sent once a training,
 * and a worker's own momentum reaches only that worker.
 *
 * @param configuration of the network, DL4J's JSON
 * @param numbers that all workers share
 * @param ownMomentum one a worker; empty when momentum is not a worker's own
 */
record RoundStart(
    Broadcast<String> configuration,
    Broadcast<RoundNumbers> numbers,
    List<Broadcast<float[]>> ownMomentum)
    implements Serializable {

  static RoundStart of(
      JavaSparkContext spark, Broadcast<String> configuration, TrainingState state) {
    return new RoundStart(
        configuration,
        spark.broadcast(new RoundNumbers(state.model().parameters(), state.sharedMomentum())),
        state.ownMomentum().stream().map(spark::broadcast).toList());
  }

  /** The model that a worker starts from; to be called on the worker. */
  ModelState model(int worker) {
    RoundNumbers shared = numbers.value();
    return new ModelState(
        configuration.value(),
        shared.parameters(),
        ownMomentum.isEmpty() ? shared.updaterState() : ownMomentum.get(worker).value());
  }

  /** Frees what only this round needed, here and on executors. */
  void destroy() {
    numbers.destroy();
    ownMomentum.forEach(Broadcast::destroy);
  }
}
