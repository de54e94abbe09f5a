package io.convrelu.data.source;

import io.convrelu.data.BadInputException;
import io.convrelu.data.input.FileRef;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * The lines of a text file that begin in a stretch of its bytes. Lines end with LF and with nothing
 * else: 0x85, a line break in some charsets, is a character in others.
 *
 * @param from first byte
 * @param to behind the last byte
 */
public record TextChunk(FileRef file, long from, long to) implements Serializable {

  /** Bytes of one chunk: two thousand AG's News articles, a fraction of a second of work. */
  private static final long SIZE = 4L << 20;

  /** Far above any text of these data sets; a longer line is another kind of file. */
  private static final int LONGEST_LINE = 1 << 20;

  private static final int BUFFER = 1 << 16;

  /** Receives lines. */
  @FunctionalInterface
  interface LineSink {
    /**
     * @param index of the line in its chunk, from 0
     * @param line without its LF
     */
    void line(long index, byte[] line);
  }

  /** All chunks of a file, in order. */
  static List<TextChunk> of(FileRef file) {
    List<TextChunk> chunks = new ArrayList<>();
    for (long from = 0; from < file.length(); from += SIZE) {
      chunks.add(new TextChunk(file, from, Math.min(from + SIZE, file.length())));
    }
    return chunks;
  }

  /** How many lines begin here. */
  public long countLines(Configuration hadoop) throws IOException {
    // A line begins at the start of the file and behind every LF.
    long lines = from == 0 ? 1 : 0;
    long first = Math.max(from - 1, 0);
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = file.open(hadoop, first, to - 1 - first)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        for (int i = 0; i < count; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
      }
    }
    return lines;
  }

  /** Hands over the lines that begin here, the last one to its end even if that is further on. */
  void forEachLine(Configuration hadoop, long firstLine, LineSink sink) throws IOException {
    long start = Math.max(from - 1, 0);
    try (InputStream in =
        new BufferedInputStream(file.open(hadoop, start, file.length() - start), BUFFER)) {
      long position = start;
      if (from > 0) {
        int skipped = in.read();
        position++;
        while (skipped >= 0 && skipped != '\n') {
          skipped = in.read();
          position++;
        }
      }
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (long index = 0; position < to; index++) {
        position += readLine(in, line, firstLine + index);
        sink.line(index, line.toByteArray());
      }
    }
  }

  /** Reads to the next LF or the end; returns how many bytes were read. */
  private long readLine(InputStream in, ByteArrayOutputStream line, long number)
      throws IOException {
    line.reset();
    long count = 0;
    for (int value = in.read(); value >= 0; value = in.read()) {
      count++;
      if (value == '\n') {
        return count;
      }
      if (line.size() == LONGEST_LINE) {
        throw new BadInputException(
            file.display(),
            "line " + number,
            "has more than " + LONGEST_LINE + " bytes; expected lines that end with LF");
      }
      line.write(value);
    }
    if (count == 0) {
      throw new BadInputException(file.display(), "", "became shorter while it was read");
    }
    return count;
  }
}
