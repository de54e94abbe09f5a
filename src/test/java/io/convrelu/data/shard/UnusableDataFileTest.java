package io.convrelu.data.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.data.BadInputException;
import io.convrelu.data.DataFile;
import io.convrelu.data.PreparedDataset;
import io.convrelu.data.Split;
import io.convrelu.data.batch.ExampleShard;
import io.convrelu.testing.CountedFileSystem;
import io.convrelu.testing.LocalSpark;
import io.convrelu.testing.SyntheticData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data files that are gone, denied, damaged or foreign are told with file, place and remedy. */
class UnusableDataFileTest {

  private static final int FEW = 12;

  @TempDir private static Path folder;
  private static SparkSession spark;
  private static PreparedDataset few;

  @TempDir private Path scratch;
  private Configuration hadoop;

  @BeforeAll
  static void prepare() {
    spark = LocalSpark.start("local[2]");
    few = SyntheticData.images(spark, folder.resolve("few"), FEW);
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  @BeforeEach
  void settings() {
    hadoop = CountedFileSystem.register(new Configuration());
  }

  @Test
  void aFileThatIsGoneIsNamed() throws IOException {
    PreparedDataset copy = ShardFiles.copy(few, scratch.resolve("copy"), hadoop);
    Path file = ShardFiles.trainFile(copy);
    Files.delete(file);

    assertThatThrownBy(() -> read(share(copy, 1, 0), hadoop))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("missing")
        .hasMessageContaining("all executors");
  }

  @Test
  void aFileThatMayNotBeReadIsNamedWithWhoTried() {
    Configuration denying = CountedFileSystem.denying(new Configuration(), "part-00000");
    WorkerShare share = share(counted(few), 1, 0);

    assertThatThrownBy(() -> read(share, denying))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("part-00000.parquet")
        .hasMessageContaining("may not be read by " + System.getProperty("user.name"));
  }

  @Test
  void aFileOfAnotherLengthIsNamed() throws IOException {
    PreparedDataset copy = ShardFiles.copy(few, scratch.resolve("copy"), hadoop);
    Path file = ShardFiles.trainFile(copy);
    byte[] content = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(content, content.length - 1));

    assertThatThrownBy(() -> read(share(copy, 1, 0), hadoop))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining((content.length - 1) + " bytes")
        .hasMessageContaining("" + content.length)
        .hasMessageContaining("prepare");
  }

  @Test
  void aFileWithOtherRowsThanRecordedIsNamed() {
    DataFile file = few.files(Split.TRAIN).get(0);
    FileSlice slice =
        new FileSlice(few.path() + "/" + file.path(), file.length(), FEW + 1, 0, FEW + 1);

    assertThatThrownBy(() -> read(new WorkerShare(0, List.of(slice)), hadoop))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("has " + FEW + " rows")
        .hasMessageContaining("" + (FEW + 1));
  }

  @Test
  void aForeignSchemaIsToldWithTheColumnsThatThereAre() throws IOException {
    Path foreign = scratch.resolve("foreign");
    spark
        .range(FEW)
        .selectExpr("id", "1 as label", "id as codes")
        .coalesce(1)
        .write()
        .parquet(foreign.toString());
    FileSlice slice = ShardFiles.slice(foreign, FEW);

    assertThatThrownBy(() -> read(new WorkerShare(0, List.of(slice)), hadoop))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(slice.path())
        .hasMessageContaining("column id of type BINARY")
        .hasMessageContaining("id INT64, label INT32");
  }

  @Test
  void aFlippedBitIsFoundOrChangesNothing() throws IOException {
    PreparedDataset copy = ShardFiles.copy(few, scratch.resolve("copy"), hadoop);
    Path file = ShardFiles.trainFile(copy);
    byte[] sound = Files.readAllBytes(file);
    WorkerShare share = share(copy, 1, 0);
    ExampleShard expected = read(share, hadoop);
    int found = 0;
    int tried = 0;
    // All of the footer and what is before it here and there.
    int footer = sound.length - 2500;
    for (int at = 0; at < sound.length; at += at < footer ? 211 : 7) {
      byte[] flipped = sound.clone();
      flipped[at] ^= (byte) (1 << (at % 8));
      Files.write(file, flipped);
      tried++;
      try {
        ExampleShard shard = read(share, hadoop);
        assertThat(shard.tally()).isEqualTo(expected.tally());
        ShardFiles.assertEqual(shard, expected);
      } catch (BadInputException e) {
        assertThat(e).hasMessageContaining(file.getFileName().toString());
        found++;
      }
    }
    assertThat(found).isGreaterThan(tried / 2);
  }

  @Test
  void headersThatNestWithoutEndAreDamage() throws IOException {
    PreparedDataset copy = ShardFiles.copy(few, scratch.resolve("copy"), hadoop);
    Path file = ShardFiles.trainFile(copy);
    byte[] content = Files.readAllBytes(file);
    Arrays.fill(content, 4, content.length / 2, (byte) 0x5a);
    Files.write(file, content);
    WorkerShare share = share(copy, 1, 0);

    assertThatThrownBy(() -> read(share, hadoop))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(file.getFileName().toString())
        .hasMessageContaining("damaged");
  }

  private static ExampleShard read(WorkerShare share, Configuration hadoop) {
    return ShardFiles.read(share, ShardFiles.format(few), hadoop);
  }

  private WorkerShare share(PreparedDataset dataset, int workers, int worker) {
    return WorkerShare.deal(dataset, Split.TRAIN, workers, hadoop).get(worker);
  }

  private PreparedDataset counted(PreparedDataset dataset) {
    return PreparedDataset.open(hadoop, CountedFileSystem.path(Path.of(dataset.path())));
  }
}
