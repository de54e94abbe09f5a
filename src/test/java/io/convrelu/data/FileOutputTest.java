package io.convrelu.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.testing.FullDiskFileSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileOutputTest {

  @TempDir private java.nio.file.Path folder;

  private final Configuration hadoop = FullDiskFileSystem.register(new Configuration(), "large");

  @Test
  void aFullDiskIsAnIoExceptionThatNamesTheFileAndTheRemedy() throws IOException {
    Path file = path("large.bin");
    FileSystem fs = file.getFileSystem(hadoop);

    for (int bytes : new int[] {1, 100_000}) {
      assertThatThrownBy(
              () -> {
                try (FSDataOutputStream out = FileOutput.replace(fs, file)) {
                  out.write(new byte[bytes]);
                }
              })
          .isInstanceOf(FileWriteException.class)
          .hasMessage(
              file
                  + ": cannot be written: No space left on device; make room there, or name another"
                  + " place");
    }
  }

  @Test
  void whatFitsIsWrittenAndCanBeFlushed() throws IOException {
    Path file = path("small.bin");
    FileSystem fs = file.getFileSystem(hadoop);
    try (FSDataOutputStream out = FileOutput.createNew(fs, file)) {
      out.write("abc".getBytes(StandardCharsets.UTF_8));
      assertThat(out.hasCapability(StreamCapabilities.HSYNC))
          .isEqualTo(fs.create(path("other")).hasCapability(StreamCapabilities.HSYNC));
      out.hflush();
      assertThat(folder.resolve("small.bin")).hasContent("abc");
      assertThat(out.getPos()).isEqualTo(3);
      out.write('d');
    }
    assertThat(folder.resolve("small.bin")).hasContent("abcd");
    assertThatThrownBy(() -> FileOutput.createNew(fs, file))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void aFileThatCannotBeReplacedKeepsItsContentAndNothingIsLeft() throws IOException {
    Files.writeString(folder.resolve("large.json"), "old");

    assertThatThrownBy(() -> AtomicFile.write(hadoop, path("large.json"), "new"))
        .isInstanceOf(FileWriteException.class);

    assertThat(folder.resolve("large.json")).hasContent("old");
    assertThat(folder).isDirectoryNotContaining("glob:**/.*");
  }

  private Path path(String name) {
    return new Path(FullDiskFileSystem.path(folder.resolve(name)));
  }
}
