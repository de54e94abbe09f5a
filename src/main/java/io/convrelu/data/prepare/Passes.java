package io.convrelu.data.prepare;

import io.convrelu.data.BadInputException;
import io.convrelu.data.input.FileRef;
import io.convrelu.data.source.RawExample;
import io.convrelu.data.source.SourcePlan.Content;
import io.convrelu.data.source.TextChunk;
import io.convrelu.data.source.WorkUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/** The passes over a source that run on executors. Each unit of work is a task. */
final class Passes {

  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> hadoop;

  Passes(JavaSparkContext spark) {
    this.spark = spark;
    this.hadoop = spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
  }

  /** SHA-256 of whole files by name. */
  SortedMap<String, String> digests(List<FileRef> files) {
    SortedMap<String, String> result = new TreeMap<>();
    if (files.isEmpty()) {
      return result;
    }
    Broadcast<SerializableConfiguration> conf = hadoop;
    List<Outcome<String>> digests =
        parallel(files)
            .map(file -> Outcome.of(() -> SourceDigests.of(file, conf.value().value())))
            .collect();
    for (int i = 0; i < files.size(); i++) {
      result.put(files.get(i).name(), digests.get(i).get());
    }
    return result;
  }

  /** Lines that begin in each chunk. */
  List<Long> countLines(List<TextChunk> chunks) {
    Broadcast<SerializableConfiguration> conf = hadoop;
    List<Outcome<Long>> counts =
        parallel(chunks)
            .map(chunk -> Outcome.of(() -> chunk.countLines(conf.value().value())))
            .collect();
    return counts.stream().map(Outcome::get).toList();
  }

  /**
   * Reads and checks everything once.
   *
   * @throws BadInputException the error of the first unit that has one, whichever task was first
   */
  List<UnitSurvey> survey(List<WorkUnit> units, long seed) {
    Broadcast<SerializableConfiguration> conf = hadoop;
    List<Outcome<UnitSurvey>> surveys =
        parallel(units)
            .map(unit -> Outcome.of(() -> Surveyor.survey(unit, conf.value().value(), seed)))
            .collect();
    return surveys.stream().map(Outcome::get).toList();
  }

  /** Reads everything again and writes it, a file a shard; in the order of shards. */
  List<WrittenShard> write(
      List<WorkUnit> units, long seed, ShardPlan plan, Content content, String folder) {
    Broadcast<SerializableConfiguration> conf = hadoop;
    Broadcast<ShardPlan> shards = spark.broadcast(plan);
    ShardWriter writer = new ShardWriter(folder, content);
    ShardPartitioner partitioner = new ShardPartitioner(plan.shards().size());
    List<WrittenShard> written =
        parallel(units)
            .flatMapToPair(unit -> keyed(unit, conf.value(), seed, shards.value()))
            .repartitionAndSortWithinPartitions(partitioner, Comparator.naturalOrder())
            .mapPartitionsWithIndex(
                (shard, examples) ->
                    List.of(
                            writer.write(
                                shard,
                                TaskContext.get().taskAttemptId(),
                                examples,
                                conf.value().value()))
                        .iterator(),
                false)
            .collect();
    return List.copyOf(written);
  }

  private static Iterator<Tuple2<ShardKey, RawExample>> keyed(
      WorkUnit unit, SerializableConfiguration conf, long seed, ShardPlan plan)
      throws java.io.IOException {
    List<Tuple2<ShardKey, RawExample>> result = new ArrayList<>();
    unit.read(
        conf.value(),
        example -> {
          ExampleKey key = ExampleKey.of(seed, example.id());
          int shard = plan.shardOf(unit.split(), example.label(), key);
          result.add(new Tuple2<>(new ShardKey(shard, key.order(), example.id()), example));
        });
    return result.iterator();
  }

  private <T> JavaRDD<T> parallel(List<T> items) {
    return spark.parallelize(items, items.size());
  }
}
