package io.convrelu.sweep.sink.tensorboard;

import io.convrelu.data.AtomicFile;
import io.convrelu.data.FileOutput;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file that grows at its end and whose content is visible after every step, on any Hadoop file
 * system. Where a file system can append (local disks, HDFS) the file is kept open and flushed;
 * where it cannot (object stores show an object once it is complete) the object is written again,
 * longer. To a reader that remembers how far it has read, both are the same.
 */
interface GrowingFile extends Closeable {

  /** Adds bytes at the end; a reader sees them once this returns. */
  void append(byte[] bytes) throws IOException;

  /** A new file. */
  static GrowingFile create(Configuration hadoop, Path path) throws IOException {
    FileSystem fs = AtomicFile.fileSystem(hadoop, path);
    return fs.hasPathCapability(path, CommonPathCapabilities.FS_APPEND)
        ? new Flushed(FileOutput.createNew(fs, path))
        : new Rewritten(fs, path);
  }

  /** One that is kept open. */
  final class Flushed implements GrowingFile {

    private final FSDataOutputStream out;

    private Flushed(FSDataOutputStream out) {
      this.out = out;
    }

    @Override
    public void append(byte[] bytes) throws IOException {
      out.write(bytes);
      out.hflush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  /** One that is written anew each time. */
  final class Rewritten implements GrowingFile {

    private final FileSystem fs;
    private final Path path;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    private Rewritten(FileSystem fs, Path path) {
      this.fs = fs;
      this.path = path;
    }

    @Override
    public void append(byte[] bytes) throws IOException {
      content.writeBytes(bytes);
      try (OutputStream out = FileOutput.replace(fs, path)) {
        content.writeTo(out);
      }
    }

    @Override
    public void close() {}
  }
}
