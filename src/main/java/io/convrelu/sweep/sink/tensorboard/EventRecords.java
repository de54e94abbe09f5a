package io.convrelu.sweep.sink.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The framing of an event file, which is that of a TFRecord file. A record is its length as 8
 * bytes, the masked CRC-32C of these, the content, and the masked CRC-32C of the content; all
 * numbers are little-endian. The mask rotates a checksum right by 15 bits and adds 0xa282ead8, so
 * that a checksum over data that hold checksums stays good.
 */
final class EventRecords {

  private static final int MASK = 0xa282ead8;
  private static final int HEADER = Long.BYTES + Integer.BYTES;

  private EventRecords() {}

  /** One record. */
  static byte[] framed(byte[] content) {
    ByteBuffer record =
        ByteBuffer.allocate(HEADER + content.length + Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(content.length);
    record.putInt(checksum(record.array(), 0, Long.BYTES));
    record.put(content).putInt(checksum(content, 0, content.length));
    return record.array();
  }

  /** Records, one after the other. */
  static byte[] framed(List<byte[]> contents) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    contents.forEach(content -> all.writeBytes(framed(content)));
    return all.toByteArray();
  }

  /** The contents of a file, up to the first record that is cut off or damaged. */
  static List<byte[]> read(byte[] file) {
    List<byte[]> contents = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    while (in.remaining() >= HEADER + Integer.BYTES) {
      int start = in.position();
      long length = in.getLong();
      boolean whole =
          in.getInt() == checksum(file, start, Long.BYTES)
              && length >= 0
              && length <= in.remaining() - Integer.BYTES;
      if (!whole) {
        break;
      }
      byte[] content = Arrays.copyOfRange(file, in.position(), in.position() + (int) length);
      in.position(in.position() + content.length);
      if (in.getInt() != checksum(content, 0, content.length)) {
        break;
      }
      contents.add(content);
    }
    return contents;
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
  }
}
