package io.convrelu.sweep.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.sweep.RenamingFileSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreFilesTest {

  @TempDir java.nio.file.Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"file", RenamingFileSystem.SCHEME})
  void replacesAndLeavesNothingBeside(String scheme) throws IOException {
    StoreFiles files = files(scheme);
    Path file = files.path("sub/a.json");

    files.makeFolder(file.getParent());
    files.replace(file, bytes("one"));
    assertThat(files.read(file)).isEqualTo(bytes("one"));
    files.replace(file, bytes("two"));

    assertThat(files.read(file)).isEqualTo(bytes("two"));
    try (var listed = Files.list(folder.resolve("sub"))) {
      assertThat(listed).extracting(p -> p.getFileName().toString()).containsExactly("a.json");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", RenamingFileSystem.SCHEME})
  void createsOnlyWhereThereIsNothing(String scheme) throws IOException {
    StoreFiles files = files(scheme);
    Path file = files.path("deep/er/lock");

    assertThat(files.create(file, bytes("mine"))).isTrue();
    assertThat(files.create(file, bytes("yours"))).isFalse();
    assertThat(files.read(file)).isEqualTo(bytes("mine"));
    files.delete(file);
    files.delete(file);
    assertThat(files.create(file, bytes("yours"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", RenamingFileSystem.SCHEME})
  void listsByNameAndNothingOfWhatIsNotThere(String scheme) throws IOException {
    StoreFiles files = files(scheme);
    files.create(files.path("b"), bytes(""));
    files.create(files.path("a"), bytes(""));

    assertThat(files.list(files.root()))
        .extracting(status -> status.getPath().getName())
        .containsExactly("a", "b");
    assertThat(files.list(files.path("absent"))).isEmpty();
  }

  @org.junit.jupiter.api.Test
  void ofManyThatCreateOneFileOnTheLocalDiskExactlyOneSucceeds() throws Exception {
    StoreFiles files = files("file");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 50; round++) {
        Path file = files.path("lock" + round);
        var attempts =
            threads.invokeAll(
                IntStream.range(0, 8)
                    .<java.util.concurrent.Callable<Boolean>>mapToObj(
                        i -> () -> files.create(file, bytes("owner " + i)))
                    .toList());
        int created = 0;
        for (Future<Boolean> attempt : attempts) {
          created += attempt.get() ? 1 : 0;
        }
        assertThat(created).isEqualTo(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private StoreFiles files(String scheme) throws IOException {
    Configuration hadoop = new Configuration();
    RenamingFileSystem.register(hadoop);
    return StoreFiles.at(hadoop, scheme + "://" + folder);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
