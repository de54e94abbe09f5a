package io.convrelu.data.prepare;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * Makes the footer of a Parquet file depend on its content alone. Parquet's writer keeps the
 * encodings of a column in a hash set of enum constants, whose order in the footer follows their
 * addresses and so differs from one JVM to the next; here they are put in the order of their
 * numbers.
 */
final class CanonicalFooter {

  /** A file ends with its footer, the footer's length (little endian) and {@code PAR1}. */
  private static final int TAIL = 8;

  private CanonicalFooter() {}

  /** Replaces the footer of a whole file in place; its length stays the same. */
  static void apply(byte[] file) throws IOException {
    ByteBuffer tail = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int length = tail.getInt(file.length - TAIL);
    int start = file.length - TAIL - length;
    FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(file, start, length));
    for (RowGroup group : footer.getRow_groups()) {
      for (ColumnChunk column : group.getColumns()) {
        column.getMeta_data().getEncodings().sort(Comparator.comparingInt(Encoding::getValue));
      }
    }
    ByteArrayOutputStream written = new ByteArrayOutputStream(length);
    Util.writeFileMetaData(footer, written);
    if (written.size() != length) {
      throw new IOException(
          "a Parquet footer of "
              + length
              + " bytes became "
              + written.size()
              + " when written again");
    }
    System.arraycopy(written.toByteArray(), 0, file, start, length);
  }
}
