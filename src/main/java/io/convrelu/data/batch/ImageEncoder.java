package io.convrelu.data.batch;

import io.convrelu.data.DatasetDescription.ImageShape;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/**
 * Images: every channel is normalized by the train split's mean and deviation, {@code (v − mean) /
 * deviation}. Padding comes after normalization, so that a padded pixel is the mean pixel, 0.
 */
public final class ImageEncoder implements FeatureEncoder {

  private static final long serialVersionUID = 1L;
  private static final int PAD = 4;
  private static final int LEVELS = 256;

  private final int channels;
  private final int height;
  private final int width;
  private final Augmentation augmentation;
  private final float[] normalized;

  public ImageEncoder(ImageShape shape, Augmentation augmentation) {
    this.channels = shape.channels();
    this.height = shape.height();
    this.width = shape.width();
    this.augmentation = augmentation;
    this.normalized = new float[channels * LEVELS];
    for (int c = 0; c < channels; c++) {
      double deviation = Math.max(shape.deviation().get(c), 1e-6);
      for (int v = 0; v < LEVELS; v++) {
        normalized[c * LEVELS + v] = (float) ((v - shape.mean().get(c)) / deviation);
      }
    }
  }

  @Override
  public int[] shape() {
    return new int[] {channels, height, width};
  }

  @Override
  public void encodeTraining(
      byte[] values, int offset, SplittableRandom random, FloatBuffer target, int at) {
    switch (augmentation) {
      case NONE -> encode(values, offset, target, at);
      case PAD_CROP_FLIP -> {
        int down = random.nextInt(2 * PAD + 1) - PAD;
        int right = random.nextInt(2 * PAD + 1) - PAD;
        crop(values, offset, down, right, random.nextBoolean(), target, at);
      }
    }
  }

  @Override
  public void encode(byte[] values, int offset, FloatBuffer target, int at) {
    int area = height * width;
    for (int c = 0; c < channels; c++) {
      int level = c * LEVELS;
      for (int i = c * area; i < (c + 1) * area; i++) {
        target.put(at + i, normalized[level + (values[offset + i] & 0xFF)]);
      }
    }
  }

  /** Every float is written each time. */
  @Override
  public int bytesToErase() {
    return 0;
  }

  @Override
  public void erase(byte[] held, int offset, FloatBuffer target, int at) {}

  private void crop(
      byte[] values, int offset, int down, int right, boolean flip, FloatBuffer target, int at) {
    int firstColumn = Math.min(width, Math.max(0, -right));
    int lastColumn = Math.max(firstColumn, Math.min(width, width - right));
    int step = flip ? -1 : 1;
    for (int c = 0; c < channels; c++) {
      int level = c * LEVELS;
      for (int y = 0; y < height; y++) {
        boolean inside = y + down >= 0 && y + down < height;
        int from = offset + (c * height + y + down) * width + right;
        int to = at + (c * height + y) * width + (flip ? width - 1 : 0);
        int first = inside ? firstColumn : width;
        int last = inside ? lastColumn : width;
        for (int x = 0; x < first; x++, to += step) {
          target.put(to, 0f);
        }
        for (int x = first; x < last; x++, to += step) {
          target.put(to, normalized[level + (values[from + x] & 0xFF)]);
        }
        for (int x = last; x < width; x++, to += step) {
          target.put(to, 0f);
        }
      }
    }
  }
}
