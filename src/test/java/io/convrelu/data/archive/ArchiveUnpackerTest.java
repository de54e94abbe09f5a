package io.convrelu.data.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.data.BadInputException;
import io.convrelu.data.archive.Archives.Filler;
import io.convrelu.data.input.FileRef;
import io.convrelu.data.input.FileRefReader;
import io.convrelu.data.input.InputTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchiveUnpackerTest {

  private static final ArchiveLimits SMALL = new ArchiveLimits(5, 10_000, 20, 2_000);

  private final Configuration hadoop = new Configuration();

  @TempDir Path folder;

  /** Both formats, through the same tests. */
  enum Format {
    TAR_GZ,
    ZIP
  }

  @ParameterizedTest
  @EnumSource
  void filesKeepNamesAndBytes(Format format) throws IOException {
    InputTree tree =
        unpack(
            format,
            ArchiveLimits.OFFICIAL,
            writer -> {
              writer.folder("top/");
              writer.file("top/b.txt", bytes("bee"));
              writer.file("top/sub/c.txt", bytes("sea"));
              writer.file("top/a.txt", new byte[0]);
              writer.file("top/.hidden", bytes("no"));
              writer.file("top.txt", bytes("beside"));
              writer.file("top/sub2/deep/d.txt", bytes("dee"));
            });

    assertThat(tree.folders("")).containsExactly("top");
    InputTree top = tree.below("top");
    assertThat(top.display()).endsWith("/top");
    assertThat(top.folders("")).containsExactly("sub", "sub2");
    assertThat(top.folders("sub2")).containsExactly("deep");
    assertThat(top.files("")).extracting(FileRef::name).containsExactly("a.txt", "b.txt");
    assertThat(top.files("sub")).extracting(FileRef::baseName).containsExactly("c.txt");
    assertThat(top.file("none")).isEmpty();
    assertThat(top.files("none")).isEmpty();
    assertThat(top.file("b.txt").orElseThrow().read(hadoop)).isEqualTo(bytes("bee"));
    assertThat(top.file("a.txt").orElseThrow().read(hadoop)).isEmpty();
    try (FileRefReader reader = new FileRefReader(hadoop)) {
      assertThat(reader.read(top.file("sub/c.txt").orElseThrow())).isEqualTo(bytes("sea"));
      assertThat(reader.read(top.file("b.txt").orElseThrow())).isEqualTo(bytes("bee"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesThatLeaveTheArchiveAreRefused(Format format) {
    for (String name : List.of("../evil.txt", "ok/../../evil.txt", "/tmp/evil.txt")) {
      assertThatThrownBy(() -> unpack(format, SMALL, writer -> writer.file(name, bytes("evil"))))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("entry " + name);
    }
  }

  @ParameterizedTest
  @EnumSource
  void linksAreRefused(Format format) {
    assertThatThrownBy(
            () -> unpack(format, SMALL, writer -> writer.link("data.bin", "/etc/passwd")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("entry data.bin", "link");
  }

  @Test
  void hardLinksAndDevicesAreRefused() throws IOException {
    for (byte type : new byte[] {TarConstants.LF_LINK, TarConstants.LF_CHR, TarConstants.LF_FIFO}) {
      Path archive = folder.resolve("special" + type + ".tar.gz");
      try (TarArchiveOutputStream tar =
          new TarArchiveOutputStream(
              new GzipCompressorOutputStream(Files.newOutputStream(archive)))) {
        TarArchiveEntry entry = new TarArchiveEntry("special", type);
        entry.setLinkName("elsewhere");
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
      }
      assertThatThrownBy(() -> unpack(archive, SMALL))
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("entry special: is a link or a device");
    }
  }

  @ParameterizedTest
  @EnumSource
  void tooManyEntriesAreRefused(Format format) {
    assertThatThrownBy(
            () ->
                unpack(
                    format,
                    SMALL,
                    writer -> {
                      for (int i = 0; i < 6; i++) {
                        writer.file("f" + i, bytes("x"));
                      }
                    }))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("entry f5", "at most 5");
  }

  @ParameterizedTest
  @EnumSource
  void tooManyBytesAreRefused(Format format) {
    byte[] random = new byte[6_000];
    new SplittableRandom(1).nextBytes(random);
    assertThatThrownBy(
            () ->
                unpack(
                    format,
                    SMALL,
                    writer -> {
                      writer.file("first", random);
                      writer.file("second", random);
                    }))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("entry second", "10000 bytes");
  }

  @ParameterizedTest
  @EnumSource
  void bombsAreRefusedLongBeforeTheByteLimit(Format format) {
    ArchiveLimits limits = new ArchiveLimits(5, 1L << 40, 20, 2_000);
    assertThatThrownBy(
            () -> unpack(format, limits, writer -> writer.file("zeros", new byte[10_000_000])))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("entry zeros", "20 times");
    assertThat(folder.resolve("pack").toFile().length()).isLessThan(3_000_000);
  }

  @ParameterizedTest
  @EnumSource
  void theSameNameTwiceIsRefused(Format format) {
    assertThatThrownBy(
            () ->
                unpack(
                    format,
                    SMALL,
                    writer -> {
                      writer.file("a", bytes("1"));
                      writer.file("./a", bytes("2"));
                    }))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll("entry a", "twice");
  }

  @ParameterizedTest
  @EnumSource
  void archivesThatAreCutOffAreRefused(Format format) throws IOException {
    byte[] random = new byte[200_000];
    new SplittableRandom(1).nextBytes(random);
    Path archive = make(format, writer -> writer.file("a", random));
    byte[] whole = Files.readAllBytes(archive);
    for (int length : new int[] {4, 1_000, whole.length / 2, whole.length - 4}) {
      Files.write(archive, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> unpack(archive, ArchiveLimits.OFFICIAL))
          .as("%d bytes of %d", length, whole.length)
          .isInstanceOf(BadInputException.class)
          .hasMessageContainingAll(archive.toString(), "damaged or cut off");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFlippedByteIsFound(Format format) throws IOException {
    byte[] random = new byte[200_000];
    new SplittableRandom(1).nextBytes(random);
    Path archive = make(format, writer -> writer.file("a", random));
    byte[] bytes = Files.readAllBytes(archive);
    bytes[100_000] ^= 1;
    Files.write(archive, bytes);
    assertThatThrownBy(() -> unpack(archive, ArchiveLimits.OFFICIAL))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("data.tar.gz"), "no archive");
    assertThatThrownBy(() -> unpack(file, SMALL))
        .isInstanceOf(BadInputException.class)
        .hasMessageContainingAll(file.toString(), "expected a folder, a .tar.gz or a .zip");
  }

  private InputTree unpack(Format format, ArchiveLimits limits, Filler filler) throws IOException {
    return unpack(make(format, filler), limits);
  }

  private Path make(Format format, Filler filler) throws IOException {
    // Named alike on purpose: the format is told by the bytes.
    Path archive = folder.resolve("archive");
    return format == Format.ZIP ? Archives.zip(archive, filler) : Archives.tarGz(archive, filler);
  }

  private InputTree unpack(Path archive, ArchiveLimits limits) throws IOException {
    return new ArchiveUnpacker(hadoop, limits)
        .unpack(
            new org.apache.hadoop.fs.Path(archive.toString()),
            new org.apache.hadoop.fs.Path(folder.resolve("pack").toString()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
