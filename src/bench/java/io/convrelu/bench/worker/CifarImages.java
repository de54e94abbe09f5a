package io.convrelu.bench.worker;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Training images of CIFAR-10's binary version in memory: a record is a label byte and 3,072 pixel
 * bytes, {@code [3, 32, 32]}.
 */
final class CifarImages {

  private static final String FILE = "data_batch_1.bin";
  private static final int PIXELS = 3 * 32 * 32;
  private static final int PLANE = 32 * 32;
  private static final int RECORD = 1 + PIXELS;
  private static final int CLASSES = 10;

  /** Mean and deviation of the training images' channels, of pixels scaled to 0..1. */
  private static final float[] MEAN = {0.4914f, 0.4822f, 0.4465f};

  private static final float[] DEVIATION = {0.2470f, 0.2435f, 0.2616f};

  private final byte[] records;

  private CifarImages(byte[] records) {
    this.records = records;
  }

  static CifarImages none() {
    return new CifarImages(new byte[0]);
  }

  /**
   * Reads the first file of the training set.
   *
   * @throws IOException when it is not there, or is not of the format
   */
  static CifarImages read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException(
          folder + " holds no " + FILE + "; give the folder of CIFAR-10's binary version");
    }
    byte[] records = Files.readAllBytes(file);
    if (records.length == 0 || records.length % RECORD != 0) {
      throw new IOException(
          file + " has " + records.length + " bytes, which is no multiple of a record's " + RECORD);
    }
    for (int start = 0; start < records.length; start += RECORD) {
      if (records[start] < 0 || records[start] >= CLASSES) {
        throw new IOException(
            file + ", record " + start / RECORD + ": label " + records[start] + " is not 0 to 9");
      }
    }
    return new CifarImages(records);
  }

  int count() {
    return records.length / RECORD;
  }

  /** Writes a normalized image and returns its label. */
  int copy(int index, float[] values, int start) {
    int record = index * RECORD;
    for (int i = 0; i < PIXELS; i++) {
      int channel = i / PLANE;
      float pixel = Byte.toUnsignedInt(records[record + 1 + i]) / 255f;
      values[start + i] = (pixel - MEAN[channel]) / DEVIATION[channel];
    }
    return records[record];
  }
}
