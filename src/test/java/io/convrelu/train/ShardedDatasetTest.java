package io.convrelu.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.conf.Settings;
import io.convrelu.data.DataFile;
import io.convrelu.data.ExampleSchema;
import io.convrelu.data.PreparedDataset;
import io.convrelu.data.Split;
import io.convrelu.data.batch.Augmentation;
import io.convrelu.data.batch.Batch;
import io.convrelu.data.batch.BatchReader;
import io.convrelu.data.batch.EpochOrder;
import io.convrelu.data.batch.ExampleRows;
import io.convrelu.data.batch.ExampleShard;
import io.convrelu.data.batch.ExampleTally;
import io.convrelu.data.batch.FeatureEncoder;
import io.convrelu.data.batch.ImageEncoder;
import io.convrelu.data.storage.ShardMemory;
import io.convrelu.testing.CountedFileSystem;
import io.convrelu.testing.LocalSpark;
import io.convrelu.testing.SmallRowGroups;
import io.convrelu.testing.SyntheticData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardedDatasetTest {

  private static final int EXAMPLES = 2050;
  private static final int BATCH = 17;
  private static final int PERIOD = 3;
  private static final int SEED = 5;

  @TempDir private static Path folder;
  private static SparkSession spark;
  private static PreparedDataset data;

  @BeforeAll
  static void prepare() {
    spark = LocalSpark.start("local[2]");
    CountedFileSystem.register(spark.sparkContext().hadoopConfiguration());
    PreparedDataset prepared = SyntheticData.images(spark, folder.resolve("prepared"), EXAMPLES);
    data = SmallRowGroups.copy(prepared, folder.resolve("data"));
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 16})
  void theRoundsOfAnEpochHaveEveryExampleOnce(int workers) {
    long[] ids = ids(data);
    try (ShardedDataset sharded = open(data, workers)) {
      List<ExampleShard> shards = sharded.shards(Split.TRAIN).orElseThrow().collect();
      long[] seen =
          LongStream.range(0, workers)
              .flatMap(worker -> hashes(shards.get((int) worker), (int) worker))
              .sorted()
              .toArray();
      assertThat(seen).isEqualTo(ids);

      long largest = sharded.largestShard(Split.TRAIN);
      ExampleTally epoch = ExampleTally.NOTHING;
      for (int worker = 0; worker < workers; worker++) {
        assertThat((long) shards.get(worker).size()).isBetween(largest - 1, largest);
        epoch = epoch.plus(train(shards.get(worker), worker, largest));
      }
      assertThat(epoch).isEqualTo(sharded.tally(Split.TRAIN));
      assertThat(epoch).isEqualTo(new ExampleTally(EXAMPLES, LongStream.of(ids).sum()));
    }
  }

  @Test
  void moreWorkersThanExamplesHaveEveryExampleOnce() {
    PreparedDataset few = SyntheticData.images(spark, folder.resolve("few"), 5);
    try (ShardedDataset sharded = open(few, 16)) {
      assertThat(sharded.largestShard(Split.TRAIN)).isEqualTo(1);
      assertThat(sharded.tally(Split.TRAIN))
          .isEqualTo(new ExampleTally(5, LongStream.of(ids(few)).sum()));
      assertThat(sharded.tally(Split.VALIDATION)).isEqualTo(ExampleTally.NOTHING);
    }
  }

  @Test
  void aWholeTrainingReadsTheDataOnce() throws IOException {
    PreparedDataset counted =
        PreparedDataset.open(
            spark.sparkContext().hadoopConfiguration(),
            CountedFileSystem.path(folder.resolve("data")));
    long size =
        LongStream.of(
                counted.files(Split.TRAIN).stream().mapToLong(DataFile::length).sum(),
                counted.files(Split.TEST).stream().mapToLong(DataFile::length).sum())
            .sum();
    long start = CountedFileSystem.bytesRead();
    TrainingPlan plan =
        TrainingPlan.of(
            Settings.EMPTY.with(
                List.of(
                    "network.name=cnn-small",
                    "train.epochs=2",
                    "train.workers=2",
                    "train.batch-size=64",
                    "train.averaging-period=2",
                    "train.probed-examples=0")));
    try (TrainingJob job = new TrainingJob(spark, counted)) {
      TrainingRun run = job.run(plan, folder.resolve("run").toString(), TrainingProgress.SILENT);
      assertThat(run.epochs().get(1).rounds()).isGreaterThan(5);
    }
    // The columns that shards do not need are not read; at bounds of shards, pages are read twice.
    assertThat(CountedFileSystem.bytesRead() - start).isBetween(size * 9 / 10, size * 11 / 10);
  }

  @Test
  void shardsAreKeptUntilTheDatasetIsClosed() {
    ShardedDataset sharded = open(data, 3);
    sharded.tally(Split.TRAIN);
    assertThat(spark.sparkContext().getRDDStorageInfo()).hasSize(1);
    assertThat(spark.sparkContext().getRDDStorageInfo()[0].numCachedPartitions()).isEqualTo(3);

    sharded.close();
    assertThat(spark.sparkContext().getRDDStorageInfo()).isEmpty();
  }

  @Test
  void servesThoseWhoWantTheSame() {
    ExampleRows rows = ExampleRows.Images.of(data.description().image());
    try (ShardedDataset sharded = open(data, 3)) {
      assertThat(sharded.serves(3, rows, ShardMemory.AUTO)).isTrue();
      assertThat(sharded.serves(4, rows, ShardMemory.AUTO)).isFalse();
      assertThat(sharded.serves(3, new ExampleRows.Texts(9), ShardMemory.AUTO)).isFalse();
      assertThat(sharded.serves(3, rows, new ShardMemory.Fixed(9))).isFalse();
    }
  }

  /** What a worker's rounds read, as the trainer cuts them. */
  private static ExampleTally train(ExampleShard shard, int worker, long largest) {
    FeatureEncoder encoder = new ImageEncoder(data.description().image(), Augmentation.NONE);
    Batch batch = Batch.inHeap(encoder, BATCH);
    ExampleTally tally = ExampleTally.NOTHING;
    for (int round = 0; (long) round * PERIOD * BATCH < largest; round++) {
      BatchReader reader = new BatchReader(shard, encoder, shard.order(SEED, 1, worker));
      for (int step = 0; step < PERIOD; step++) {
        int from = (round * PERIOD + step) * BATCH;
        if (from < shard.size()) {
          reader.training(batch, from, SEED, 1, worker);
          tally = tally.plus(batch.tally());
        }
      }
    }
    return tally;
  }

  private static LongStream hashes(ExampleShard shard, int worker) {
    EpochOrder order = shard.order(SEED, 1, worker);
    return LongStream.range(0, order.size()).map(i -> shard.idHash(order.at((int) i)));
  }

  /** Hashes of all ids as plain Spark reads them, sorted; no two are equal. */
  private static long[] ids(PreparedDataset dataset) {
    long[] ids =
        dataset
            .rows(spark, Split.TRAIN)
            .select(ExampleSchema.ID)
            .as(Encoders.STRING())
            .collectAsList()
            .stream()
            .mapToLong(ExampleShard::hash)
            .sorted()
            .toArray();
    assertThat(LongStream.of(ids).distinct().count())
        .isEqualTo(dataset.description().count(Split.TRAIN));
    return ids;
  }

  private static ShardedDataset open(PreparedDataset dataset, int workers) {
    return ShardedDataset.open(
        spark,
        dataset,
        workers,
        ExampleRows.Images.of(dataset.description().image()),
        ShardMemory.AUTO);
  }
}
