package io.convrelu.data.source;

import io.convrelu.data.BadInputException;
import io.convrelu.data.Split;
import io.convrelu.data.input.FileRef;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/** Consecutive records of a CIFAR file. */
record CifarUnit(CifarVariant variant, FileRef file, Split split, long first, int count)
    implements WorkUnit {

  @Override
  public void read(Configuration hadoop, ExampleSink sink) throws IOException {
    int length = variant.recordLength();
    byte[] record = new byte[length];
    try (DataInputStream in =
        new DataInputStream(file.open(hadoop, first * length, (long) count * length))) {
      for (long number = first; number < first + count; number++) {
        in.readFully(record);
        sink.example(example(record, number));
      }
    } catch (EOFException e) {
      throw new BadInputException(file.display(), "", "became shorter while it was read", e);
    }
  }

  private RawExample example(byte[] record, long number) {
    String id = file.baseName() + "#" + number;
    int fine = record[variant.labelBytes() - 1] & 0xff;
    check(number, "label", fine, variant.classes());
    int coarse = RawExample.NO_COARSE_LABEL;
    if (variant.hasCoarseLabels()) {
      coarse = record[0] & 0xff;
      check(number, "coarse label", coarse, variant.coarseClasses());
    }
    return new RawExample(id, fine, coarse, pixels(record));
  }

  private void check(long number, String what, int label, int classes) {
    if (label >= classes) {
      throw new BadInputException(
          file.display(),
          "record " + number,
          what + " is " + label + "; expected 0 to " + (classes - 1));
    }
  }

  /** Planes of red, green, blue become pixels of blue, green, red. */
  private byte[] pixels(byte[] record) {
    int start = variant.labelBytes();
    byte[] pixels = new byte[3 * CifarVariant.PLANE];
    for (int i = 0; i < CifarVariant.PLANE; i++) {
      pixels[3 * i] = record[start + 2 * CifarVariant.PLANE + i];
      pixels[3 * i + 1] = record[start + CifarVariant.PLANE + i];
      pixels[3 * i + 2] = record[start + i];
    }
    return pixels;
  }
}
