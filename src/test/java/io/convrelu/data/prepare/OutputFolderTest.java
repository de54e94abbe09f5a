package io.convrelu.data.prepare;

import static io.convrelu.data.prepare.PrepareHarness.contents;
import static io.convrelu.data.prepare.PrepareHarness.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.conf.ConfigException;
import io.convrelu.data.BadInputException;
import io.convrelu.data.DataFile;
import io.convrelu.data.DatasetDescription;
import io.convrelu.data.DatasetDescription.ImageShape;
import io.convrelu.data.DatasetManifest;
import io.convrelu.data.ExampleKind;
import io.convrelu.data.ManifestWriter;
import io.convrelu.data.PreparationChoices;
import io.convrelu.data.PreparedDataset;
import io.convrelu.data.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No reader ever sees half a data set: on a file system that renames folders at once, and on one
 * that, like an object store, moves file after file and may fail in between.
 */
class OutputFolderTest {

  private static final int FILES = 3;

  private final Configuration hadoop = new Configuration();

  @TempDir Path parent;

  @BeforeEach
  void objectStore() {
    hadoop.set("fs.objects.impl", ObjectStoreLikeFileSystem.class.getName());
    hadoop.set("fs.objects.impl.disable.cache", "true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "objects"})
  void aCommittedDatasetCanBeOpenedAndNothingElseIsLeft(String scheme) throws IOException {
    commit(scheme, ExistingOutput.REFUSE, 1);
    assertThat(seed(scheme)).isEqualTo(1);
    assertThat(names(parent)).containsExactly("data");
    assertThat(contents(parent.resolve("data")).keySet())
        .contains("dataset.json", "data/split=train/part-00002.parquet");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "objects"})
  void aSecondRunIsRefusedUnlessToldToReplace(String scheme) throws IOException {
    commit(scheme, ExistingOutput.REFUSE, 1);
    Map<String, String> before = contents(parent);
    assertThatThrownBy(() -> commit(scheme, ExistingOutput.REFUSE, 2))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll(parent.resolve("data").toString(), "--overwrite");
    assertThat(contents(parent)).isEqualTo(before);

    commit(scheme, ExistingOutput.REPLACE, 2);
    assertThat(seed(scheme)).isEqualTo(2);
    assertThat(names(parent)).containsExactly("data");
  }

  @Test
  void theOldDatasetStaysUntilTheNewOneIsComplete() throws IOException {
    commit("file", ExistingOutput.REFUSE, 1);
    OutputFolder output = new OutputFolder(hadoop, path("file"));
    output.begin(ExistingOutput.REPLACE);
    assertThat(seed("file")).isEqualTo(1);
    output.abort();
    assertThat(seed("file")).isEqualTo(1);
    assertThat(names(parent)).containsExactly("data");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "objects"})
  void foldersOfOthersAreNeverTouched(String scheme) throws IOException {
    Path precious = Files.createDirectories(parent.resolve("data/data")).resolve("thesis.tex");
    Files.writeString(precious, "precious");
    for (ExistingOutput existing : ExistingOutput.values()) {
      assertThatThrownBy(() -> commit(scheme, existing, 1))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("holds no prepared data set");
    }
    assertThat(precious).hasContent("precious");
    assertThat(names(parent)).containsExactly("data");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "objects"})
  void anEmptyFolderIsFilled(String scheme) throws IOException {
    Files.createDirectories(parent.resolve("data"));
    commit(scheme, ExistingOutput.REFUSE, 1);
    assertThat(seed(scheme)).isEqualTo(1);
    assertThat(names(parent.resolve("data"))).contains("data", "dataset.json");
  }

  @Test
  void aFileIsRefused() throws IOException {
    Files.writeString(parent.resolve("data"), "a file");
    assertThatThrownBy(() -> commit("file", ExistingOutput.REPLACE, 1))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("is a file");
  }

  @Test
  void aPlaceBelowAFileIsRefused() throws IOException {
    Files.writeString(parent.resolve("file"), "a file");
    OutputFolder output = new OutputFolder(hadoop, parent.resolve("file/data").toString());
    assertThatThrownBy(() -> output.begin(ExistingOutput.REFUSE))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("--output", "cannot be made");
  }

  @Test
  void whatAKilledRunLeftIsRemovedByTheNext() throws IOException {
    Path leftover = Files.createDirectories(parent.resolve("data.preparing-123/result/data"));
    Files.writeString(leftover.resolve("x"), "half");
    Path neighbour = Files.createDirectories(parent.resolve("data2.preparing-123"));
    assertThatThrownBy(() -> PreparedDataset.open(hadoop, path("file")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("no prepared data set");
    commit("file", ExistingOutput.REFUSE, 1);
    assertThat(names(parent)).containsExactly("data", "data2.preparing-123");
    assertThat(neighbour).isEmptyDirectory();
  }

  @Test
  void aDatasetSetAsideByAKilledRunComesBack() throws IOException {
    commit("file", ExistingOutput.REFUSE, 1);
    Files.move(parent.resolve("data"), parent.resolve("data.replaced-123"));
    Files.createDirectories(parent.resolve("data.preparing-123"));
    assertThatThrownBy(() -> commit("file", ExistingOutput.REFUSE, 2))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("--overwrite");
    assertThat(seed("file")).isEqualTo(1);
    assertThat(names(parent)).containsExactly("data");
  }

  @Test
  void aRunWhoseWorkWasRemovedFailsAtItsCommit() throws IOException {
    OutputFolder first = new OutputFolder(hadoop, path("file"));
    first.begin(ExistingOutput.REFUSE);
    List<WrittenShard> attempts = write(first);
    commit("file", ExistingOutput.REFUSE, 2);
    assertThatThrownBy(() -> first.commit(manifest(1), attempts, json(1)))
        .isInstanceOf(IOException.class);
    first.abort();
    assertThat(seed("file")).isEqualTo(2);
    assertThat(names(parent)).containsExactly("data");
  }

  @Test
  void aFileOfAnotherLengthFailsTheCommit() throws IOException {
    OutputFolder output = new OutputFolder(hadoop, path("file"));
    output.begin(ExistingOutput.REFUSE);
    List<WrittenShard> attempts = write(output);
    Files.writeString(Path.of(java.net.URI.create(attempts.get(1).attempt())), "shorter");
    Files.deleteIfExists(
        Path.of(java.net.URI.create(attempts.get(1).attempt())).resolveSibling(".shard-1.crc"));
    assertThatThrownBy(() -> output.commit(manifest(1), attempts, json(1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("part-00001.parquet");
    assertThat(parent.resolve("data")).doesNotExist();
  }

  /** Whichever move is the last before the run dies: old data set, new one, or none; never half. */
  @Test
  void onAnObjectStoreNoMomentShowsHalfADataset() throws IOException {
    boolean finished = false;
    for (int moves = 0; !finished; moves++) {
      hadoop.unset(ObjectStoreLikeFileSystem.MOVES_UNTIL_FAILURE);
      commit("objects", ExistingOutput.REPLACE, 1);
      hadoop.setInt(ObjectStoreLikeFileSystem.MOVES_UNTIL_FAILURE, moves);
      try {
        commit("objects", ExistingOutput.REPLACE, 2);
        finished = true;
      } catch (IOException e) {
        assertThat(e).as("after %d moves", moves).hasMessageContaining("could not move");
      }
      hadoop.unset(ObjectStoreLikeFileSystem.MOVES_UNTIL_FAILURE);
      assertThat(oldNewOrNone()).as("after %d moves", moves).isTrue();
      // The next run finds the old or the new one, whole, and nothing beside it.
      assertThatThrownBy(() -> commit("objects", ExistingOutput.REFUSE, 3))
          .as("after %d moves", moves)
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("--overwrite");
      assertThat(seed("objects")).isIn(1L, 2L);
      assertThat(names(parent)).as("after %d moves", moves).containsExactly("data");
    }
    assertThat(seed("objects")).isEqualTo(2);
  }

  private boolean oldNewOrNone() {
    try {
      long seed = seed("objects");
      return seed == 1 || seed == 2;
    } catch (BadInputException e) {
      return e.getMessage().contains("no prepared data set");
    }
  }

  private void commit(String scheme, ExistingOutput existing, long seed) throws IOException {
    OutputFolder output = new OutputFolder(hadoop, path(scheme));
    output.begin(existing);
    output.commit(manifest(seed), write(output), json(seed));
  }

  private List<WrittenShard> write(OutputFolder output) throws IOException {
    List<WrittenShard> attempts = new java.util.ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      org.apache.hadoop.fs.Path file =
          new org.apache.hadoop.fs.Path(output.work(), "attempts/shard-" + i);
      try (var out = file.getFileSystem(hadoop).create(file)) {
        out.write(new byte[10 + i]);
      }
      attempts.add(new WrittenShard(i, file.toString(), 10 + i, 1, new ChannelSums(0)));
    }
    return attempts;
  }

  private static byte[] json(long seed) {
    return new ManifestWriter().write(manifest(seed));
  }

  private static DatasetManifest manifest(long seed) {
    List<DataFile> files = new java.util.ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      String path = "data/split=train/part-0000" + i + ".parquet";
      files.add(new DataFile(Split.TRAIN, path, 10 + i, 1));
    }
    return new DatasetManifest(
        new DatasetDescription(
            1,
            "mr",
            ExampleKind.TEXT,
            false,
            List.of("a", "b"),
            List.of(),
            ImageShape.NONE,
            Map.of(Split.TRAIN, List.of(2L, 1L)),
            seed,
            Map.of()),
        new PreparationChoices(0, OptionalInt.empty()),
        files);
  }

  private long seed(String scheme) {
    return PreparedDataset.open(hadoop, path(scheme)).description().seed();
  }

  private String path(String scheme) {
    return scheme + "://" + parent.resolve("data");
  }
}
