package io.convrelu.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import io.convrelu.data.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is stored, what is kept, and what comes back, on the local disk. */
class CheckpointStoreTest {

  @TempDir private Path folder;

  @Test
  void whereThereIsNothingNothingIsFound() throws IOException {
    assertThat(store(2).newest()).isEqualTo(nothing());

    Files.createDirectory(root());
    Files.createDirectory(root().resolve("mine"));
    Files.writeString(root().resolve("00000009"), "a file, no folder");

    assertThat(store(2).newest()).isEqualTo(nothing());
  }

  @Test
  void whatComesBackIsWhatWasWrittenBitForBit() throws IOException {
    store(3).write(Checkpoints.of(11));
    store(3).write(Checkpoints.of(12));

    NewestCheckpoint newest = store(3).newest();

    Checkpoints.assertSame(newest.checkpoint().orElseThrow(), Checkpoints.of(12));
    assertThat(newest.skipped()).isEmpty();
  }

  @Test
  void arraysLongerThanTheBufferComeBackToo() throws IOException {
    // Neither a multiple of the buffer nor of a page.
    Checkpoint large = Checkpoints.of(1, 3 * (1 << 16) + 17, OptionalDouble.empty());

    store(1).write(large);

    Checkpoints.assertSame(store(1).newest().checkpoint().orElseThrow(), large);
  }

  @Test
  void theNewestIsTheOneWithTheHighestNumberNotTheLastName() throws IOException {
    store(9).write(Checkpoints.of(99_999_999));
    store(9).write(Checkpoints.of(100_000_000));

    assertThat(Checkpoints.names(root())).containsExactly("100000000", "99999999");
    assertThat(store(9).newest().checkpoint().orElseThrow().position().sequence())
        .isEqualTo(100_000_000);
  }

  @Test
  void filesAreAsDocumented() throws IOException {
    Checkpoint checkpoint = Checkpoints.of(12);
    store(2).write(checkpoint);

    Path at = root().resolve("00000012");
    assertThat(Checkpoints.names(at)).containsExactly("arrays.bin", "checkpoint.json");

    ByteBuffer arrays =
        ByteBuffer.wrap(Files.readAllBytes(at.resolve("arrays.bin")))
            .order(ByteOrder.LITTLE_ENDIAN);
    assertThat(arrays.capacity()).isEqualTo(4 * (300 + 300 + 7));
    assertThat(arrays.getInt(4 * 300))
        .isEqualTo(Float.floatToRawIntBits(checkpoint.arrays().get("momentum")[0]));

    String text = Files.readString(at.resolve("checkpoint.json"));
    JsonNode manifest = new ObjectMapper().readTree(text);
    assertThat(manifest.path("format").intValue()).isEqualTo(1);
    assertThat(manifest.path("sequence").intValue()).isEqualTo(12);
    assertThat(manifest.path("arraysSha256").textValue()).isEqualTo(Sha256.hex(arrays.array()));
    assertThat(manifest.path("arrays").path(1).toString())
        .startsWith("{\"name\":\"momentum\",\"offset\":1200,\"bytes\":1200,\"sha256\":\"");
    // What `head -n -2 checkpoint.json | sha256sum` prints.
    int seal = text.lastIndexOf("  \"manifestSha256\"");
    assertThat(text.substring(seal).lines()).hasSize(2);
    assertThat(manifest.path("manifestSha256").textValue())
        .isEqualTo(Sha256.hex(text.substring(0, seal).getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void theSameCheckpointGivesTheSameBytes() throws IOException {
    store(2).write(Checkpoints.of(3));
    byte[] manifest = Files.readAllBytes(root().resolve("00000003/checkpoint.json"));
    byte[] arrays = Files.readAllBytes(root().resolve("00000003/arrays.bin"));

    store(2).write(Checkpoints.of(3));

    assertThat(Files.readAllBytes(root().resolve("00000003/checkpoint.json"))).isEqualTo(manifest);
    assertThat(Files.readAllBytes(root().resolve("00000003/arrays.bin"))).isEqualTo(arrays);
  }

  @Test
  void theLastFewAndTheBestAreKept() throws IOException {
    double[] scores = {0.1, 0.5, 0.3, 0.2, 0.4, 0.4};
    for (int i = 0; i < scores.length; i++) {
      store(2).write(Checkpoints.scored(i + 1, scores[i]));
    }

    assertThat(Checkpoints.names(root())).containsExactly("00000002", "00000005", "00000006");
  }

  @Test
  void ofEquallyGoodOnesTheEarliestIsKept() throws IOException {
    for (double score : new double[] {0.5, 0.5, 0.4, 0.5}) {
      store(1).write(Checkpoints.scored(Checkpoints.names(root()).size() + 10, score));
    }
    for (int sequence = 20; sequence < 24; sequence++) {
      store(1).write(Checkpoints.scored(sequence, 0.5));
    }

    assertThat(Checkpoints.names(root())).containsExactly("00000010", "00000023");
  }

  @Test
  void withoutScoresTheLastFewAreKept() throws IOException {
    for (int sequence = 1; sequence < 6; sequence++) {
      store(3).write(Checkpoints.of(sequence, 5, OptionalDouble.empty()));
    }

    assertThat(Checkpoints.names(root())).containsExactly("00000003", "00000004", "00000005");
  }

  @Test
  void aScoreThatIsBelowZeroCanBeTheBest() throws IOException {
    double[] scores = {-3, -1, -2, -4};
    for (int i = 0; i < scores.length; i++) {
      store(1).write(Checkpoints.scored(i + 1, scores[i]));
    }

    assertThat(Checkpoints.names(root())).containsExactly("00000002", "00000004");
  }

  @Test
  void whatAnAbandonedContinuationLeftBehindGoesOnceThereIsSomethingNew() throws IOException {
    store(1).write(Checkpoints.of(10));
    store(2).write(Checkpoints.of(12));
    Path arrays = root().resolve("00000012/arrays.bin");
    Files.write(arrays, Arrays.copyOf(Files.readAllBytes(arrays), 100));

    // The training went on from 10. Were 12 counted, 10 and 11 would have to go for it.
    store(1).write(Checkpoints.of(11));

    assertThat(store(1).newest().checkpoint().orElseThrow().position().sequence()).isEqualTo(11);
    assertThat(Checkpoints.names(root())).doesNotContain("00000012");
  }

  @Test
  void damagedOnesDoNotTakeThePlaceOfSoundOnesAndGo() throws IOException {
    for (int sequence = 1; sequence < 4; sequence++) {
      store(9).write(Checkpoints.of(sequence, 5, OptionalDouble.empty()));
    }
    Files.delete(root().resolve("00000003/checkpoint.json"));

    store(2).write(Checkpoints.of(4, 5, OptionalDouble.empty()));

    assertThat(Checkpoints.names(root())).containsExactly("00000002", "00000004");
  }

  @Test
  void whatIsNoCheckpointStays() throws IOException {
    Files.createDirectories(root().resolve("notes"));
    store(1).write(Checkpoints.of(1, 5, OptionalDouble.empty()));
    store(1).write(Checkpoints.of(2, 5, OptionalDouble.empty()));

    assertThat(Checkpoints.names(root())).containsExactly("00000002", "notes");
  }

  @Test
  void whatAKilledTrainingLeftUnderTheSameNameIsClearedFirst() throws IOException {
    Path at = Files.createDirectories(root().resolve("00000002"));
    Files.writeString(at.resolve("arrays.bin"), "half");
    Files.writeString(at.resolve("something else"), "?");

    store(2).write(Checkpoints.of(2));

    assertThat(Checkpoints.names(at)).containsExactly("arrays.bin", "checkpoint.json");
    Checkpoints.assertSame(store(2).newest().checkpoint().orElseThrow(), Checkpoints.of(2));
  }

  @Test
  void whatCannotBeStoredIsRefusedAtOnce() {
    Checkpoint good = Checkpoints.of(1);

    assertThatThrownBy(
            () ->
                new Checkpoint(
                    good.position(),
                    "",
                    new ObjectMapper().createArrayNode().add(DoubleNode.valueOf(Double.NaN)),
                    Map.of(),
                    OptionalDouble.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(
            () ->
                new Checkpoint(
                    good.position(), "", good.progress(), Map.of(), OptionalDouble.of(Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CheckpointPosition(0, -1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static NewestCheckpoint nothing() {
    return new NewestCheckpoint(java.util.Optional.empty(), java.util.List.of());
  }

  private Path root() {
    return folder.resolve("checkpoints");
  }

  private CheckpointStore store(int kept) throws IOException {
    return CheckpointStore.at(new Configuration(), root().toUri().toString(), kept);
  }
}
