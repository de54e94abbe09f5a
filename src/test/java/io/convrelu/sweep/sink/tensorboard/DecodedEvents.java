package io.convrelu.sweep.sink.tensorboard;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A reader of event files that shares nothing with the writer: its checksum is computed bit by bit
 * from the polynomial, its messages are trees of fields.
 */
final class DecodedEvents {

  /** A scalar: tag, step and value. */
  record Scalar(String tag, long step, float value) {}

  private final List<Map<Integer, List<Object>>> events = new ArrayList<>();

  /** All events of a trial's folder, in the order of its files' names. */
  static DecodedEvents of(Path folder) throws IOException {
    DecodedEvents decoded = new DecodedEvents();
    for (Path file : files(folder)) {
      decoded.read(Files.readAllBytes(file));
    }
    return decoded;
  }

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  List<Scalar> scalars(String tag) {
    List<Scalar> scalars = new ArrayList<>();
    for (Map<Integer, List<Object>> event : events) {
      for (Map<Integer, List<Object>> value : values(event)) {
        if (text(value, 1).equals(tag) && value.containsKey(2)) {
          int bits = ((Long) value.get(2).get(0)).intValue();
          scalars.add(new Scalar(tag, (Long) event.get(2).get(0), Float.intBitsToFloat(bits)));
        }
      }
    }
    return scalars;
  }

  /** Tags of everything told, in its order. */
  List<String> tags() {
    return events.stream().flatMap(e -> values(e).stream()).map(v -> text(v, 1)).toList();
  }

  private static List<Map<Integer, List<Object>>> values(Map<Integer, List<Object>> event) {
    return event.getOrDefault(5, List.of()).stream()
        .flatMap(summary -> message((byte[]) summary).getOrDefault(1, List.of()).stream())
        .map(value -> message((byte[]) value))
        .toList();
  }

  private static String text(Map<Integer, List<Object>> message, int field) {
    return new String((byte[]) message.get(field).get(0), StandardCharsets.UTF_8);
  }

  private void read(byte[] file) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
    while (in.available() > 0) {
      byte[] length = in.readNBytes(8);
      check(length, in);
      byte[] content = in.readNBytes((int) number(length));
      check(content, in);
      events.add(message(content));
    }
  }

  private static void check(byte[] content, DataInputStream in) throws IOException {
    int crc = -1;
    for (byte b : content) {
      crc ^= b & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ 0x82F63B78;
      }
    }
    crc = ~crc;
    int masked = ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
    if (masked != (int) number(in.readNBytes(4))) {
      throw new IOException("a record does not match its checksum");
    }
  }

  private static long number(byte[] littleEndian) {
    long number = 0;
    for (int i = littleEndian.length - 1; i >= 0; i--) {
      number = (number << 8) | (littleEndian[i] & 0xFF);
    }
    return number;
  }

  /** Numbers as they stand, everything of variable length as bytes. */
  private static Map<Integer, List<Object>> message(byte[] bytes) {
    Map<Integer, List<Object>> fields = new TreeMap<>();
    int[] at = {0};
    while (at[0] < bytes.length) {
      long key = varint(bytes, at);
      Object value =
          switch ((int) (key % 8)) {
            case 0 -> varint(bytes, at);
            case 1 -> number(slice(bytes, at, 8));
            case 2 -> slice(bytes, at, (int) varint(bytes, at));
            case 5 -> number(slice(bytes, at, 4));
            default -> throw new IllegalArgumentException("wire type of key " + key);
          };
      fields.computeIfAbsent((int) (key / 8), f -> new ArrayList<>()).add(value);
    }
    return fields;
  }

  private static byte[] slice(byte[] bytes, int[] at, int length) {
    byte[] slice = java.util.Arrays.copyOfRange(bytes, at[0], at[0] + length);
    at[0] += length;
    return slice;
  }

  private static long varint(byte[] bytes, int[] at) {
    long value = 0;
    int shift = 0;
    byte next;
    do {
      next = bytes[at[0]++];
      value += (next & 0x7FL) << shift;
      shift += 7;
    } while (next < 0);
    return value;
  }
}
