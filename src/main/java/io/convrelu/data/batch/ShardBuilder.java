package io.convrelu.data.batch;

import io.convrelu.data.ExampleSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.Tuple2;

/**
 * Deals the examples of a split out to logical workers. Which worker holds an example, and where,
 * depends on (seed, id) and the number of workers alone: not on files, partitions or executors.
 * Shards differ in size by at most one example.
 */
public final class ShardBuilder {

  private ShardBuilder() {}

  /**
   * One shard a worker.
   *
   * @param rows examples, see {@link ExampleSchema}
   * @return an RDD of exactly {@code workers} partitions with one {@link ExampleShard} each, in the
   *     order of workers; a shard may be empty
   */
  public static JavaRDD<ExampleShard> deal(
      Dataset<Row> rows, ExampleRows encoding, int workers, long seed) {
    JavaPairRDD<Place, Example> placed =
        rows.javaRDD()
            .mapToPair(
                row -> {
                  String id = row.getAs(ExampleSchema.ID);
                  return new Tuple2<>(
                      new Place(NamedSeed.derive(seed, id), id), encoding.example(row));
                });
    JavaPairRDD<Integer, Tuple2<Long, Example>> dealt =
        placed
            .sortByKey(Comparator.<Place>naturalOrder(), true)
            .zipWithIndex()
            .mapToPair(
                indexed ->
                    new Tuple2<>(
                        (int) (indexed._2() % workers),
                        new Tuple2<>(indexed._2(), indexed._1()._2())));
    // An integer's hash is the integer, so that worker w's examples come to partition w.
    return dealt
        .partitionBy(new HashPartitioner(workers))
        .mapPartitions(
            examples -> Collections.singleton(pack(examples, encoding)).iterator(), true);
  }

  private static ExampleShard pack(
      Iterator<Tuple2<Integer, Tuple2<Long, Example>>> examples, ExampleRows encoding) {
    List<Tuple2<Long, Example>> mine = new ArrayList<>();
    examples.forEachRemaining(e -> mine.add(e._2()));
    mine.sort(Comparator.comparing(Tuple2::_1));
    return ExampleShard.of(mine.stream().map(Tuple2::_2).toList(), encoding.valuesPerExample());
  }

  /** Where an example stands in the shuffled order; the id breaks ties. */
  private record Place(long hash, String id) implements Comparable<Place>, java.io.Serializable {

    @Override
    public int compareTo(Place other) {
      int byHash = Long.compare(hash, other.hash);
      return byHash != 0 ? byHash : id.compareTo(other.id);
    }
  }
}
