package io.convrelu.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.testing.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A JVM that gets SIGKILL while it writes leaves a store that can be gone on from. */
class KilledWriterTest {

  @TempDir private Path folder;

  /** Found is the checkpoint to go on from; left is what is in the folder of the killed one. */
  @ParameterizedTest
  @CsvSource({
    "BEFORE, 3, ''",
    "IN_ARRAYS, 3, arrays.bin",
    "BEFORE_COMMIT, 3, arrays.bin",
    "IN_MANIFEST, 3, arrays.bin checkpoint.json",
    "AFTER_COMMIT, 4, arrays.bin checkpoint.json",
    "IN_PRUNING, 4, arrays.bin checkpoint.json"
  })
  void theNewestThatWasCompleteIsFound(String moment, int found, String left) throws Exception {
    kill(moment, "00000004");
    assertThat(String.join(" ", Checkpoints.names(root().resolve("00000004")))).isEqualTo(left);

    NewestCheckpoint newest = store().newest();

    Checkpoints.assertSame(newest.checkpoint().orElseThrow(), Checkpoints.of(found));
    assertThat(newest.skipped()).hasSize(found == 3 && !left.isEmpty() ? 1 : 0);

    // And it goes on, over what was left.
    for (int sequence = found + 1; sequence <= 5; sequence++) {
      store().write(Checkpoints.of(sequence));
    }
    assertThat(Checkpoints.names(root())).containsExactly("00000001", "00000004", "00000005");
    Checkpoints.assertSame(store().newest().checkpoint().orElseThrow(), Checkpoints.of(5));
    assertThat(store().newest().skipped()).isEmpty();
  }

  @Test
  void whoIsKilledWhileWritingTheFirstStartsFromTheBeginning() throws Exception {
    kill("IN_MANIFEST", "00000001");

    NewestCheckpoint newest = store().newest();

    assertThat(newest.checkpoint()).isEmpty();
    assertThat(newest.skipped()).hasSize(1);
  }

  private void kill(String moment, String checkpoint) throws Exception {
    Path marker = folder.resolve("marker");
    List<String> arguments = List.of(root().toString(), "2", moment, checkpoint, marker.toString());
    try (ChildJvm child =
        ChildJvm.start(KilledWriter.class, folder.resolve("child.log"), arguments)) {
      child.killAt(marker);
    }
    assertThat(Files.exists(root().resolve("00000009"))).isFalse();
  }

  private Path root() {
    return folder.resolve("checkpoints");
  }

  private CheckpointStore store() throws Exception {
    return CheckpointStore.at(new Configuration(), root().toUri().toString(), 2);
  }
}
