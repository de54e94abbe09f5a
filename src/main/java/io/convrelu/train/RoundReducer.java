package io.convrelu.train;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Brings workers' results to the driver. Those of a few come as they are; those of many are summed
 * by executors first, in a tree whose shape depends on the number of workers alone, so that the
 * driver never holds more than {@link #FAN_IN} networks.
 */
final class RoundReducer {

  /** Results that one place brings together. */
  static final int FAN_IN = 16;

  private final MomentumAveraging momentum;

  RoundReducer(MomentumAveraging momentum) {
    this.momentum = momentum;
  }

  /**
   * All workers' results together.
   *
   * @param driverNanos that the driver took for it, after all had come
   */
  record Reduced(RoundPart whole, long driverNanos) {

    private static Reduced since(long start, List<RoundPart> parts) {
      return new Reduced(RoundPart.inOrder(parts), System.nanoTime() - start);
    }
  }

  /** Runs the round. */
  Reduced reduce(JavaRDD<WorkerRound> rounds) {
    MomentumAveraging averaging = momentum;
    int parts = rounds.getNumPartitions();
    if (parts <= FAN_IN) {
      // collect() keeps the order of partitions, and so of workers, whoever finishes first.
      List<WorkerRound> collected = rounds.collect();
      long start = System.nanoTime();
      return Reduced.since(
          start, collected.stream().map(round -> RoundPart.of(round, averaging)).toList());
    }
    JavaRDD<RoundPart> level =
        grouped(rounds, parts)
            .mapPartitions(
                group ->
                    Stream.of(
                            RoundPart.inOrder(
                                sorted(group, Comparator.comparing(r -> r.report().worker()))
                                    .map(round -> RoundPart.of(round, averaging))
                                    .toList()))
                        .iterator(),
                true);
    while (level.getNumPartitions() > FAN_IN) {
      level =
          grouped(level, level.getNumPartitions())
              .mapPartitions(
                  group ->
                      Stream.of(
                              RoundPart.inOrder(
                                  sorted(group, Comparator.comparing(RoundPart::firstWorker))
                                      .toList()))
                          .iterator(),
                  true);
    }
    List<RoundPart> collected = level.collect();
    return Reduced.since(System.nanoTime(), collected);
  }

  /** Neighbouring partitions of one element each, {@link #FAN_IN} to a group, in any order. */
  private static <T> JavaRDD<T> grouped(JavaRDD<T> rdd, int partitions) {
    int groups = (partitions + FAN_IN - 1) / FAN_IN;
    return rdd.mapPartitionsWithIndex(
            (index, elements) ->
                stream(elements).map(element -> new Tuple2<>(index / FAN_IN, element)).iterator(),
            true)
        .mapToPair(pair -> pair)
        // An integer's hash is the integer, so that group g comes to partition g.
        .partitionBy(new HashPartitioner(groups))
        .values();
  }

  private static <T> Stream<T> sorted(Iterator<T> elements, Comparator<T> order) {
    return stream(elements).sorted(order);
  }

  private static <T> Stream<T> stream(Iterator<T> elements) {
    Iterable<T> once = () -> elements;
    return StreamSupport.stream(once.spliterator(), false);
  }
}
