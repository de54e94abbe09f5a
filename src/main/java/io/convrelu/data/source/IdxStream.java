package io.convrelu.data.source;

import io.convrelu.data.BadInputException;
import io.convrelu.data.input.FileRef;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.hadoop.conf.Configuration;

/**
 * The records of a gzipped IDX file of unsigned bytes: a magic number (0x800 and the number of
 * dimensions), the dimensions as big-endian 32-bit numbers, the first of which counts the records,
 * then the records.
 */
final class IdxStream implements Closeable {

  private static final int UNSIGNED_BYTES = 0x800;

  /** Deflate packs at most 1,032 bytes into one. */
  private static final long DEFLATE_LIMIT = 1032;

  private static final int BUFFER = 1 << 16;

  private final FileRef file;
  private final DataInputStream in;
  private final byte[] record;
  private int count;
  private int next;

  private IdxStream(FileRef file, DataInputStream in, int recordLength) {
    this.file = file;
    this.in = in;
    this.record = new byte[recordLength];
  }

  /** Images of {@code side × side} bytes. */
  static IdxStream images(FileRef file, Configuration hadoop, int side) throws IOException {
    return open(file, hadoop, side, side);
  }

  /** Labels of one byte. */
  static IdxStream labels(FileRef file, Configuration hadoop) throws IOException {
    return open(file, hadoop);
  }

  private static IdxStream open(FileRef file, Configuration hadoop, int... sizes)
      throws IOException {
    int length = 1;
    for (int size : sizes) {
      length *= size;
    }
    InputStream raw = file.open(hadoop);
    try {
      InputStream unpacked = new GZIPInputStream(new BufferedInputStream(raw, BUFFER), BUFFER);
      IdxStream stream =
          new IdxStream(
              file, new DataInputStream(new BufferedInputStream(unpacked, BUFFER)), length);
      stream.readHeader(sizes);
      return stream;
    } catch (ZipException | EOFException e) {
      raw.close();
      throw new BadInputException(
          file.display(), "", "is no gzip file or cut off; expected gzipped IDX", e);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /** Records that the file announces. */
  int count() {
    return count;
  }

  /** Passes over records. */
  void skip(int records) throws IOException {
    for (int i = 0; i < records; i++) {
      read();
    }
  }

  /** The next record; the array is used again for the one after. */
  byte[] read() throws IOException {
    try {
      in.readFully(record);
      next++;
      return record;
    } catch (EOFException e) {
      throw new BadInputException(
          file.display(), "record " + next, "is cut off; expected " + count + " records", e);
    } catch (ZipException e) {
      throw new BadInputException(
          file.display(), "record " + next, "is damaged: " + e.getMessage(), e);
    }
  }

  /** To be called behind the last record: checks that the file ends, and its gzip checksum. */
  void end() throws IOException {
    try {
      if (in.read() >= 0) {
        throw new BadInputException(
            file.display(), "", "goes on behind the " + count + " records that it announces");
      }
    } catch (ZipException | EOFException e) {
      throw new BadInputException(
          file.display(), "", "is damaged at its end: " + e.getMessage() + "; fetch it again", e);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void readHeader(int... sizes) throws IOException {
    int expected = UNSIGNED_BYTES + 1 + sizes.length;
    int magic = in.readInt();
    if (magic != expected) {
      throw new BadInputException(
          file.display(),
          "",
          String.format(
              Locale.ROOT, "begins with 0x%08x; expected the IDX number 0x%08x", magic, expected));
    }
    count = in.readInt();
    for (int size : sizes) {
      int found = in.readInt();
      if (found != size) {
        throw new BadInputException(
            file.display(), "", "has records of size " + found + "; expected " + size);
      }
    }
    if (count > file.length() * DEFLATE_LIMIT / record.length) {
      throw new BadInputException(
          file.display(),
          "",
          "announces " + count + " records, more than its " + file.length() + " bytes can hold");
    }
  }
}
