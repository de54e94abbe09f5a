package io.convrelu.train;

import io.convrelu.train.averaging.ParameterAverage;
import java.io.Serializable;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import scala.Tuple2;

/**
 * Brings workers' results to the driver. Those of a few come as they are; those of many are summed
 * by executors first, in a tree whose shape depends on the number of workers alone, so that the
 * driver never holds more than {@link #FAN_IN} networks.
 */
final class RoundReducer {

  /** Results that one place brings together. */
  static final int FAN_IN = 16;

  private final ParameterAverage average;
  private final MomentumAveraging momentum;

  RoundReducer(ParameterAverage average, MomentumAveraging momentum) {
    this.average = average;
    this.momentum = momentum;
  }

  /**
   * Bytes of the results of one round that come to the driver at once, at most.
   *
   * @param result bytes of one worker's
   */
  static long bytesToDriver(int workers, long result) {
    // Partial averages are in double precision.
    return workers <= FAN_IN ? workers * result : FAN_IN * 2 * result;
  }

  /**
   * All workers' results together.
   *
   * @param driverNanos that the driver took for it, after all had come
   */
  record Reduced(RoundPart whole, long driverNanos) {}

  /** Runs the round. */
  Reduced reduce(JavaRDD<WorkerRound> rounds) {
    int parts = rounds.getNumPartitions();
    if (parts <= FAN_IN) {
      // collect() keeps the order of partitions, and so of workers, whoever finishes first.
      List<WorkerRound> collected = rounds.collect();
      long start = System.nanoTime();
      RoundPart whole = together(average, momentum).apply(collected.stream());
      return new Reduced(whole, System.nanoTime() - start);
    }
    JavaRDD<RoundPart> level =
        grouped(rounds, parts)
            .mapPartitions(
                inOrder(
                    (a, b) -> Integer.compare(a.report().worker(), b.report().worker()),
                    together(average, momentum)),
                true);
    while (level.getNumPartitions() > FAN_IN) {
      level =
          grouped(level, level.getNumPartitions())
              .mapPartitions(
                  inOrder(
                      (a, b) -> Integer.compare(a.firstWorker(), b.firstWorker()),
                      group -> RoundPart.inOrder(group.iterator())),
                  true);
    }
    List<RoundPart> collected = level.collect();
    long start = System.nanoTime();
    RoundPart whole = RoundPart.inOrder(collected.iterator());
    return new Reduced(whole, System.nanoTime() - start);
  }

  private interface Together<T> extends Function<Stream<T>, RoundPart>, Serializable {}

  private interface Order<T> extends Comparator<T>, Serializable {}

  private static Together<WorkerRound> together(
      ParameterAverage average, MomentumAveraging momentum) {
    return rounds ->
        RoundPart.inOrder(rounds.map(round -> RoundPart.of(round, average, momentum)).iterator());
  }

  private static <T> FlatMapFunction<Iterator<T>, RoundPart> inOrder(
      Order<T> order, Together<T> together) {
    return group -> List.of(together.apply(stream(group).sorted(order))).iterator();
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

  private static <T> Stream<T> stream(Iterator<T> elements) {
    Iterable<T> once = () -> elements;
    return StreamSupport.stream(once.spliterator(), false);
  }
}
