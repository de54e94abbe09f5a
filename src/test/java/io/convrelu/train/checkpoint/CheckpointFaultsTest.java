package io.convrelu.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** File systems that cannot do what one would like, and disks that fail. */
class CheckpointFaultsTest {

  @TempDir private Path folder;
  private final Configuration hadoop = FaultyFileSystem.register();

  @ParameterizedTest
  @ValueSource(strings = {"returns-false", "throws"})
  void nothingDependsOnRename(String rename) throws IOException {
    hadoop.set(FaultyFileSystem.RENAME, rename);

    for (int sequence = 1; sequence < 4; sequence++) {
      store().write(Checkpoints.of(sequence, 9, OptionalDouble.empty()));
    }

    assertThat(Checkpoints.names(folder)).containsExactly("00000002", "00000003");
    assertThat(Checkpoints.names(folder.resolve("00000003")))
        .containsExactly("arrays.bin", "checkpoint.json");
    Checkpoints.assertSame(
        store().newest().checkpoint().orElseThrow(), Checkpoints.of(3, 9, OptionalDouble.empty()));
  }

  @Test
  void aDiskThatIsFullAtAnyByteLeavesThePreviousCheckpointAndNothingElse() throws IOException {
    store().write(Checkpoints.of(1));
    long size = 0;
    for (String name : Checkpoints.names(folder.resolve("00000001"))) {
      size += Files.size(folder.resolve("00000001").resolve(name));
    }
    for (long room = 0; room < size; room += room > 2400 && room < 2460 ? 1 : 97) {
      hadoop.setLong(FaultyFileSystem.ROOM, room);

      assertThatThrownBy(() -> store().write(Checkpoints.of(2)))
          .as("%d bytes", room)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(folder + "/00000002: No space left on device")
          .hasMessageContaining("--resume");

      assertThat(Checkpoints.names(folder)).containsExactly("00000001");
      NewestCheckpoint newest = store().newest();
      Checkpoints.assertSame(newest.checkpoint().orElseThrow(), Checkpoints.of(1));
      assertThat(newest.skipped()).isEmpty();
    }
    hadoop.unset(FaultyFileSystem.ROOM);
    store().write(Checkpoints.of(2));
    Checkpoints.assertSame(store().newest().checkpoint().orElseThrow(), Checkpoints.of(2));
  }

  @Test
  void whatCannotBeRemovedEitherIsSkipped() throws IOException {
    store().write(Checkpoints.of(1));
    hadoop.setLong(FaultyFileSystem.ROOM, 1000);
    hadoop.set(FaultyFileSystem.STUCK, "arrays.bin");

    assertThatThrownBy(() -> store().write(Checkpoints.of(2)))
        .hasMessageContaining("No space left on device")
        .satisfies(
            e ->
                assertThat(e.getSuppressed())
                    .singleElement()
                    .satisfies(s -> assertThat(s).hasMessageContaining("Permission denied")));

    NewestCheckpoint newest = store().newest();
    Checkpoints.assertSame(newest.checkpoint().orElseThrow(), Checkpoints.of(1));
    assertThat(newest.skipped())
        .containsExactly(
            new SkippedCheckpoint("00000002", "no manifest: its writing was interrupted"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"arrays.bin", "checkpoint.json"})
  void aDiskThatLosesWhatItAcceptedDoesNotCostTheOldCheckpoints(String lossy) throws IOException {
    store().write(Checkpoints.of(1));
    store().write(Checkpoints.of(2));
    hadoop.set(FaultyFileSystem.LOSSY, lossy);

    assertThatThrownBy(() -> store().write(Checkpoints.of(3)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not read back");

    assertThat(Checkpoints.names(folder)).containsExactly("00000001", "00000002");
  }

  @Test
  void oldCheckpointsThatCannotBeDeletedAreNoFailure() throws IOException {
    hadoop.set(FaultyFileSystem.STUCK, "00000001/arrays.bin");

    for (int sequence = 1; sequence < 5; sequence++) {
      store().write(Checkpoints.of(sequence, 9, OptionalDouble.empty()));
    }
    // The manifest went first: what is left of it is not taken for a checkpoint.
    assertThat(Checkpoints.names(folder.resolve("00000001"))).containsExactly("arrays.bin");
    assertThat(Checkpoints.names(folder)).containsExactly("00000001", "00000003", "00000004");

    hadoop.unset(FaultyFileSystem.STUCK);
    store().write(Checkpoints.of(5, 9, OptionalDouble.empty()));
    assertThat(Checkpoints.names(folder)).containsExactly("00000004", "00000005");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "hflush", "hsync"})
  void filesAreSyncedWhereTheFileSystemCan(String capability) throws IOException {
    hadoop.set(FaultyFileSystem.SYNC, capability);

    store().write(Checkpoints.of(1));

    Checkpoints.assertSame(store().newest().checkpoint().orElseThrow(), Checkpoints.of(1));
  }

  private CheckpointStore store() throws IOException {
    return CheckpointStore.at(hadoop, FaultyFileSystem.SCHEME + "://" + folder, 2);
  }
}
