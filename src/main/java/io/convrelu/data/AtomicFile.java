package io.convrelu.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;

/**
 * Writes a small file so that a reader sees the old content or the new, never a part. On file
 * systems with an atomic rename (local, HDFS) the content goes to a hidden neighbour which then
 * takes the file's place; an object store ({@code s3a:}) shows an object only once it is complete,
 * so there it is written directly.
 */
public final class AtomicFile {

  private AtomicFile() {}

  /** Replaces the file, or creates it and its folders. */
  public static void write(Configuration hadoop, Path file, byte[] content) throws IOException {
    FileSystem files = file.getFileSystem(hadoop);
    if (isObjectStore(files)) {
      put(files, file, content);
      return;
    }
    Path partial = new Path(file.getParent(), "." + file.getName() + ".partial");
    try {
      put(files, partial, content);
      FileContext.getFileContext(files.getUri(), hadoop)
          .rename(files.makeQualified(partial), files.makeQualified(file), Rename.OVERWRITE);
    } finally {
      files.delete(partial, false);
    }
  }

  /** The same for UTF-8 text. */
  public static void write(Configuration hadoop, Path file, String content) throws IOException {
    write(hadoop, file, content.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isObjectStore(FileSystem files) {
    return switch (files.getUri().getScheme()) {
      case "s3a", "s3n", "gs", "wasb", "wasbs", "oss", "cosn" -> true;
      default -> false;
    };
  }

  private static void put(FileSystem files, Path file, byte[] content) throws IOException {
    try (OutputStream out = files.create(file, true)) {
      out.write(content);
    }
  }
}
