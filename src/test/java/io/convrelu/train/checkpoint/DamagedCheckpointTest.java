package io.convrelu.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.data.BadInputException;
import io.convrelu.data.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is gone on from that is not, to the last bit, what was written. */
class DamagedCheckpointTest {

  private static final String ARRAYS = "arrays.bin";
  private static final String MANIFEST = "checkpoint.json";

  @TempDir private Path folder;
  private CheckpointStore store;

  @BeforeEach
  void writeTwo() throws IOException {
    store = CheckpointStore.at(new Configuration(), folder.toUri().toString(), 5);
    store.write(Checkpoints.of(11));
    store.write(Checkpoints.of(12));
  }

  @ParameterizedTest
  @ValueSource(strings = {ARRAYS, MANIFEST})
  void oneFlippedBitIsNoticedWhereverItIs(String name) throws IOException {
    Path file = file(12, name);
    byte[] sound = Files.readAllBytes(file);
    // Every position near both ends, and a sample between; every bit in turn.
    for (int at = 0; at < sound.length; at += at < 80 || at > sound.length - 180 ? 1 : 23) {
      byte[] damaged = sound.clone();
      damaged[at] ^= (byte) (1 << (at % 8));
      Files.write(file, damaged);
      assertThat(skipped()).as("byte %d", at).hasSize(1);
    }
    Files.write(file, sound);
    assertThat(store.newest().skipped()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {ARRAYS, MANIFEST})
  void aFileThatIsCutOffIsNoticedWhereverItEnds(String name) throws IOException {
    Path file = file(12, name);
    byte[] sound = Files.readAllBytes(file);
    for (int length = 0; length < sound.length; length += length > sound.length - 180 ? 1 : 41) {
      Files.write(file, Arrays.copyOf(sound, length));
      assertThat(skipped()).as("%d bytes", length).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ARRAYS, MANIFEST})
  void aFileThatWasAddedToIsNoticed(String name) throws IOException {
    Path file = file(12, name);
    byte[] sound = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(sound, sound.length + 1));

    assertThat(skipped()).hasSize(1);
  }

  @Test
  void theReasonIsNamed() throws IOException {
    Path arrays = file(12, ARRAYS);
    Path manifest = file(12, MANIFEST);
    byte[] numbers = Files.readAllBytes(arrays);
    byte[] text = Files.readAllBytes(manifest);

    Files.write(arrays, Arrays.copyOf(numbers, 1020));
    assertThat(skipped())
        .containsExactly("checkpoint 00000012: arrays.bin has 1020 bytes, its manifest says 2428");

    byte[] flipped = numbers.clone();
    flipped[1200] ^= 1;
    Files.write(arrays, flipped);
    assertThat(skipped())
        .containsExactly("checkpoint 00000012: SHA-256 of array 'momentum' differs");

    Files.delete(arrays);
    assertThat(skipped())
        .containsExactly("checkpoint 00000012: no arrays.bin, though its manifest is there");

    Files.write(arrays, numbers);
    Files.write(manifest, Arrays.copyOf(text, 500));
    assertThat(skipped())
        .containsExactly("checkpoint 00000012: checkpoint.json is cut off after 500 bytes");

    byte[] changed = text.clone();
    changed[200] ^= 1;
    Files.write(manifest, changed);
    assertThat(skipped())
        .containsExactly("checkpoint 00000012: checkpoint.json does not match its own SHA-256");

    Files.delete(manifest);
    assertThat(skipped())
        .containsExactly("checkpoint 00000012: no manifest: its writing was interrupted");
  }

  @Test
  void filesOfAnotherCheckpointAreNotTakenForThisOnes() throws IOException {
    Files.copy(
        file(11, MANIFEST), file(12, MANIFEST), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(skipped())
        .containsExactly("checkpoint 00000012: its manifest is that of checkpoint 00000011");
  }

  @Test
  void arraysThatArePutTogetherFromTwoCheckpointsAreNoticed() throws IOException {
    Files.copy(
        file(11, ARRAYS), file(12, ARRAYS), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(skipped())
        .containsExactly("checkpoint 00000012: SHA-256 of array 'parameters' differs");
  }

  @Test
  void severalDamagedOnesAreSkippedNewestFirst() throws IOException {
    store.write(Checkpoints.of(13));
    Files.delete(file(13, MANIFEST));
    Files.delete(file(12, ARRAYS));

    assertThat(skipped())
        .containsExactly(
            "checkpoint 00000013: no manifest: its writing was interrupted",
            "checkpoint 00000012: no arrays.bin, though its manifest is there");
  }

  @Test
  void aManifestWithASoundSealButNoSenseIsDamage() throws IOException {
    reseal("\"arraysBytes\" : 2428", "\"arraysBytes\" : 2432");
    assertThat(skipped())
        .containsExactly(
            "checkpoint 00000012: checkpoint.json is damaged: arrays end at byte 2428 of 2432");
    reseal("\"arraysBytes\" : 2432", "\"nothing\" : 2432");
    assertThat(skipped().get(0)).contains("'arraysBytes' is missing");
    reseal("\"nothing\" : 2432", "\"nothing\" ? 2432");
    assertThat(skipped().get(0)).contains("checkpoint.json is damaged: ").doesNotContain("\n");
  }

  @Test
  void aNewerFormatIsAnErrorAndNotSkippedInSilence() throws IOException {
    reseal("\"format\" : 1", "\"format\" : 2");

    assertThatThrownBy(store::newest)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("00000012/checkpoint.json: written by a newer program, format 2")
        .hasMessageContaining("go on with the newer program");
  }

  @Test
  void whatANewerProgramWroteIsNeverDeleted() throws IOException {
    reseal("\"format\" : 1", "\"format\" : 2");
    CheckpointStore few = CheckpointStore.at(new Configuration(), folder.toUri().toString(), 1);

    few.write(Checkpoints.scored(13, 0.9));
    few.write(Checkpoints.scored(14, 0.9));

    assertThat(Checkpoints.names(folder)).containsExactly("00000012", "00000013", "00000014");
  }

  @Test
  void whereNoneIsSoundNothingIsGoneOnFrom() throws IOException {
    Files.delete(file(12, MANIFEST));
    Files.delete(file(11, ARRAYS));

    assertThatThrownBy(store::newest)
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("file:" + folder)
        .hasMessageContaining("checkpoint 00000012: no manifest: its writing was interrupted")
        .hasMessageContaining("checkpoint 00000011: no arrays.bin, though its manifest is there")
        .hasMessageContaining("delete this folder to start from the beginning");
  }

  @Test
  void unfinishedOnesAloneAreALossToo() throws IOException {
    Files.delete(file(12, MANIFEST));
    Files.delete(file(11, MANIFEST));

    assertThatThrownBy(store::newest).isInstanceOf(BadInputException.class);
  }

  @Test
  void theFirstCheckpointWhoseWritingWasInterruptedIsNoLoss() throws IOException {
    new CheckpointFolder(
            org.apache.hadoop.fs.FileSystem.getLocal(new Configuration()),
            new org.apache.hadoop.fs.Path(folder.resolve("00000012").toUri()))
        .delete();
    byte[] manifest = Files.readAllBytes(file(11, MANIFEST));
    Files.write(file(11, MANIFEST), Arrays.copyOf(manifest, manifest.length / 2));

    NewestCheckpoint newest = store.newest();

    assertThat(newest.checkpoint()).isEmpty();
    assertThat(newest.skipped()).hasSize(1);

    manifest[200] ^= 1;
    Files.write(file(11, MANIFEST), manifest);
    assertThatThrownBy(store::newest).isInstanceOf(BadInputException.class);
  }

  /** Reasons why 12, or what is newer, was skipped; 11 must have been found. */
  private List<String> skipped() throws IOException {
    NewestCheckpoint newest = store.newest();
    Checkpoints.assertSame(newest.checkpoint().orElseThrow(), Checkpoints.of(11));
    return newest.skipped().stream().map(SkippedCheckpoint::toString).toList();
  }

  /** Changes the manifest of 12 as a program would that knows how to seal it. */
  private void reseal(String old, String changed) throws IOException {
    Path file = file(12, MANIFEST);
    String text = Files.readString(file);
    assertThat(text).contains(old);
    String open = text.substring(0, text.lastIndexOf("  \"manifestSha256\"")).replace(old, changed);
    String sha256 = Sha256.hex(open.getBytes(StandardCharsets.UTF_8));
    Files.writeString(file, open + "  \"manifestSha256\" : \"" + sha256 + "\"\n}\n");
  }

  private Path file(long sequence, String name) {
    return folder.resolve(String.format(java.util.Locale.ROOT, "%08d", sequence)).resolve(name);
  }
}
