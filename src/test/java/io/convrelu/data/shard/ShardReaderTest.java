package io.convrelu.data.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.data.BadInputException;
import io.convrelu.data.DataFile;
import io.convrelu.data.ExampleSchema;
import io.convrelu.data.PreparedDataset;
import io.convrelu.data.Split;
import io.convrelu.data.batch.ExampleRows;
import io.convrelu.data.batch.ExampleShard;
import io.convrelu.data.batch.ShardPacker;
import io.convrelu.data.storage.ShardMemory;
import io.convrelu.data.storage.ShardMemory.Fixed;
import io.convrelu.data.storage.ValueCursor;
import io.convrelu.testing.CountedFileSystem;
import io.convrelu.testing.LocalSpark;
import io.convrelu.testing.SmallRowGroups;
import io.convrelu.testing.SyntheticData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardReaderTest {

  /** Two files, of 1,025 rows each, in pages of some 340 rows. */
  private static final int EXAMPLES = 2050;

  private static final int FEW = 12;

  @TempDir private static Path folder;
  private static SparkSession spark;
  private static PreparedDataset large;
  private static PreparedDataset grouped;
  private static PreparedDataset few;
  private static List<Stored> stored;

  @TempDir private Path scratch;
  private Configuration hadoop;

  /** An example as plain Spark reads it, in the order of files and rows. */
  private record Stored(String id, int label, byte[] planes) {}

  @BeforeAll
  static void prepare() {
    spark = LocalSpark.start("local[2]");
    CountedFileSystem.register(spark.sparkContext().hadoopConfiguration());
    large = SyntheticData.images(spark, folder.resolve("large"), EXAMPLES);
    grouped = SmallRowGroups.copy(large, folder.resolve("grouped"));
    few = SyntheticData.images(spark, folder.resolve("few"), FEW);
    stored = stored(large);
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @BeforeEach
  void settings() {
    hadoop = CountedFileSystem.register(new Configuration());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 16})
  void shardsAreTheRowsOfTheFilesInTheirOrder(int workers) {
    List<ExampleShard> shards = shards(large, workers, ShardMemory.AUTO);
    assertThat(shards).hasSize(workers);
    int next = 0;
    for (ExampleShard shard : shards) {
      next = assertHolds(shard, next);
    }
    assertThat(next).isEqualTo(EXAMPLES);
  }

  @Test
  void rowGroupsAndMemoryMakeNoDifference() {
    assertThat(large.files(Split.TRAIN)).hasSize(2);
    for (ShardMemory memory : List.of(ShardMemory.AUTO, new Fixed(0), new Fixed(3 << 20))) {
      int next = 0;
      for (ExampleShard shard : shards(grouped, 5, memory)) {
        next = assertHolds(shard, next);
      }
      assertThat(next).isEqualTo(EXAMPLES);
    }
  }

  @Test
  void moreWorkersThanExamplesGetNothing() {
    List<ExampleShard> shards = shards(few, 16, ShardMemory.AUTO);

    assertThat(shards).hasSize(16).extracting(ExampleShard::size).containsOnly(0, 1);
    assertThat(shards.stream().mapToInt(ExampleShard::size).sum()).isEqualTo(FEW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"local[1]", "local[4]"})
  void theNumberOfExecutorThreadsMakesNoDifference(String master) {
    List<ExampleShard> expected = shards(large, 7, ShardMemory.AUTO);
    spark.stop();
    spark = LocalSpark.start(master);
    List<ExampleShard> shards = shards(large, 7, ShardMemory.AUTO);
    for (int worker = 0; worker < 7; worker++) {
      assertThat(shards.get(worker).tally()).isEqualTo(expected.get(worker).tally());
    }
    assertHolds(shards.get(0), 0);
  }

  @Test
  void onlyTheNeededPagesAreRead() {
    // Values are in pages of 1 MB, and in pages of 20 rows.
    assertReadsPages(counted(large), 1 << 20);
    assertReadsPages(counted(grouped), 20 * 3072);
  }

  private void assertReadsPages(PreparedDataset dataset, long page) {
    long size = dataset.files(Split.TRAIN).stream().mapToLong(DataFile::length).sum();
    long whole = bytesRead(() -> shards(dataset, 1, ShardMemory.AUTO));
    assertThat(whole).isBetween(size * 9 / 10, size * 21 / 20);

    // A page at each of the 15 bounds is read by two workers, or by three.
    long shared = bytesRead(() -> shards(dataset, 16, ShardMemory.AUTO));
    assertThat(shared).isLessThan(whole + 16 * page + size / 20);

    long little =
        bytesRead(() -> ShardFiles.read(share(dataset, 100, 50), ShardFiles.format(few), hadoop));
    assertThat(little).isBetween(20L * 3072, 2 * page + size / 20);
  }

  private static long bytesRead(Runnable reading) {
    long start = CountedFileSystem.bytesRead();
    reading.run();
    return CountedFileSystem.bytesRead() - start;
  }

  @Test
  void aFileThatDoesNotSayWhereItsPagesAreIsReadWhole() throws IOException {
    DataFile file = large.files(Split.TRAIN).get(1);
    Path bare = scratch.resolve("bare.parquet");
    Files.write(bare, withoutOffsetIndex(Files.readAllBytes(Path.of(large.path(), file.path()))));
    FileSlice slice = new FileSlice(bare.toString(), Files.size(bare), file.examples(), 400, 450);

    assertThat(
            assertHolds(
                ShardFiles.read(new WorkerShare(0, List.of(slice)), ShardFiles.format(few), hadoop),
                1025 + 400))
        .isEqualTo(1025 + 450);
  }

  private static byte[] withoutOffsetIndex(byte[] parquet) throws IOException {
    ByteBuffer tail = ByteBuffer.wrap(parquet).order(ByteOrder.LITTLE_ENDIAN);
    int length = tail.getInt(parquet.length - 8);
    int start = parquet.length - 8 - length;
    FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(parquet, start, length));
    footer
        .getRow_groups()
        .forEach(group -> group.getColumns().forEach(ColumnChunk::unsetOffset_index_offset));
    ByteArrayOutputStream bare = new ByteArrayOutputStream();
    bare.write(parquet, 0, start);
    Util.writeFileMetaData(footer, bare);
    ByteBuffer end = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    bare.write(end.putInt(bare.size() - start).put(parquet, parquet.length - 4, 4).array());
    return bare.toByteArray();
  }

  @Test
  void theDriverIsToldWhatTheExecutorFound() throws IOException {
    PreparedDataset copy = ShardFiles.copy(few, scratch.resolve("copy"), hadoop);
    Files.delete(ShardFiles.trainFile(copy));

    assertThatThrownBy(() -> shards(copy, 2, ShardMemory.AUTO))
        .isInstanceOf(SparkException.class)
        .hasCauseInstanceOf(BadInputException.class);
  }

  @Test
  void rowsThatSparkWroteAreReadButCheckedOneByOne() throws IOException {
    ExampleRows texts = new ExampleRows.Texts(4);
    ExampleShard shard =
        read(
            texts,
            "cast(id as string) id",
            "cast(id % 3 as int) label",
            "encode(id, 'utf-8') codes");
    ValueCursor cursor = shard.cursor();
    cursor.moveTo(11);
    assertThat(Arrays.copyOfRange(cursor.array(), cursor.offset(), cursor.offset() + 4))
        .containsExactly('1', '1', 0, 0);
    assertThat(shard.label(11)).isEqualTo(2);

    String id = "cast(id as string) id";
    String codes = "encode(id, 'utf-8') codes";
    assertThatThrownBy(() -> read(texts, id, "cast(id as int) label", codes))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("row 4, 4")
        .hasMessageContaining("label 4, expected 0 to 3");
    assertThatThrownBy(() -> read(texts, id, "1 label", "if(id = 7, null, codes) codes"))
        .hasMessageContaining("codes");
    assertThatThrownBy(() -> read(texts, "if(id = 5, null, string(id)) id", "1 label", codes))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("row 5")
        .hasMessageContaining("no id");
    assertThatThrownBy(
            () -> read(texts, id, "1 label", "encode(repeat('a', 1000 + 3 * id), 'utf-8') codes"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("row 5, 5")
        .hasMessageContaining("1015 bytes in codes, expected 0 to 1014 bytes");
  }

  private ExampleShard read(ExampleRows rows, String... columns) throws IOException {
    Path written = Files.createTempDirectory(scratch, "texts").resolve("parquet");
    spark.range(FEW).selectExpr(columns).coalesce(1).write().parquet(written.toString());
    ShardPacker packer = new ShardPacker(FEW, rows.valuesPerExample(), ShardMemory.AUTO);
    new SliceReader(ShardFiles.slice(written, FEW), new ExampleFormat(rows, 4), packer)
        .read(hadoop);
    return packer.pack();
  }

  private WorkerShare share(PreparedDataset dataset, int workers, int worker) {
    return WorkerShare.deal(dataset, Split.TRAIN, workers, hadoop).get(worker);
  }

  private List<ExampleShard> shards(PreparedDataset dataset, int workers, ShardMemory memory) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return new ShardReader(
            context.broadcast(new SerializableConfiguration(hadoop)),
            ShardFiles.format(dataset),
            memory,
            dataset.fingerprint())
        .shards(context, WorkerShare.deal(dataset, Split.TRAIN, workers, hadoop))
        .collect();
  }

  private PreparedDataset counted(PreparedDataset dataset) {
    return PreparedDataset.open(hadoop, CountedFileSystem.path(Path.of(dataset.path())));
  }

  private static int assertHolds(ExampleShard shard, int first) {
    ValueCursor cursor = shard.cursor();
    for (int i = 0; i < shard.size(); i++) {
      Stored example = stored.get(first + i);
      cursor.moveTo(i);
      assertThat(shard.label(i)).isEqualTo(example.label());
      assertThat(shard.idHash(i)).isEqualTo(ExampleShard.hash(example.id()));
      assertThat(
              Arrays.equals(
                  cursor.array(),
                  cursor.offset(),
                  cursor.offset() + example.planes().length,
                  example.planes(),
                  0,
                  example.planes().length))
          .isTrue();
    }
    return first + shard.size();
  }

  /** File by file, so that the order is that of rows. */
  private static List<Stored> stored(PreparedDataset dataset) {
    List<Stored> all = new ArrayList<>();
    for (DataFile file : dataset.files(Split.TRAIN)) {
      List<Row> rows =
          spark
              .read()
              .schema(ExampleSchema.IMAGES)
              .parquet(dataset.path() + "/" + file.path())
              .collectAsList();
      rows.forEach(
          row -> {
            byte[] pixels = row.<Row>getAs(ExampleSchema.IMAGE).getAs("data");
            byte[] planes = new byte[pixels.length];
            IntStream.range(0, pixels.length)
                .forEach(i -> planes[(2 - i % 3) * 1024 + i / 3] = pixels[i]);
            all.add(
                new Stored(row.getAs(ExampleSchema.ID), row.getAs(ExampleSchema.LABEL), planes));
          });
    }
    return all;
  }
}
