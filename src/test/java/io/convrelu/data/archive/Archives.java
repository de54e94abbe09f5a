package io.convrelu.data.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Makes archives, friendly and hostile ones. */
public final class Archives {

  private static final int LINK = 0120777;

  private Archives() {}

  /** Puts entries into an archive. */
  interface Writer {
    void file(String name, byte[] content) throws IOException;

    void folder(String name) throws IOException;

    void link(String name, String target) throws IOException;
  }

  /** What to put in. */
  @FunctionalInterface
  interface Filler {
    void fill(Writer writer) throws IOException;
  }

  static Path tarGz(Path archive, Filler filler) throws IOException {
    try (OutputStream out = Files.newOutputStream(archive);
        TarArchiveOutputStream tar =
            new TarArchiveOutputStream(new GzipCompressorOutputStream(out))) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      filler.fill(new TarWriter(tar));
    }
    return archive;
  }

  static Path zip(Path archive, Filler filler) throws IOException {
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(archive)) {
      filler.fill(new ZipWriter(zip));
    }
    return archive;
  }

  /** A folder with everything in it, under its own name, as archives of data sets are made. */
  public static Path tarGz(Path archive, Path folder) throws IOException {
    return tarGz(archive, writer -> addAll(writer, folder));
  }

  /** The same as a zip. */
  public static Path zip(Path archive, Path folder) throws IOException {
    return zip(archive, writer -> addAll(writer, folder));
  }

  private static void addAll(Writer writer, Path folder) throws IOException {
    for (Path path : walk(folder)) {
      String name = folder.getParent().relativize(path).toString();
      if (Files.isDirectory(path)) {
        writer.folder(name + "/");
      } else {
        writer.file(name, Files.readAllBytes(path));
      }
    }
  }

  private static List<Path> walk(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted().toList();
    }
  }

  private record TarWriter(TarArchiveOutputStream tar) implements Writer {

    @Override
    public void file(String name, byte[] content) throws IOException {
      TarArchiveEntry entry = new TarArchiveEntry(name, true);
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }

    @Override
    public void folder(String name) throws IOException {
      tar.putArchiveEntry(new TarArchiveEntry(name));
      tar.closeArchiveEntry();
    }

    @Override
    public void link(String name, String target) throws IOException {
      TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
      entry.setLinkName(target);
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    }
  }

  private record ZipWriter(ZipArchiveOutputStream zip) implements Writer {

    @Override
    public void file(String name, byte[] content) throws IOException {
      zip.putArchiveEntry(new ZipArchiveEntry(name));
      zip.write(content);
      zip.closeArchiveEntry();
    }

    @Override
    public void folder(String name) throws IOException {
      zip.putArchiveEntry(new ZipArchiveEntry(name));
      zip.closeArchiveEntry();
    }

    @Override
    public void link(String name, String target) throws IOException {
      ZipArchiveEntry entry = new ZipArchiveEntry(name);
      entry.setUnixMode(LINK);
      zip.putArchiveEntry(entry);
      zip.write(target.getBytes(StandardCharsets.UTF_8));
      zip.closeArchiveEntry();
    }
  }
}
