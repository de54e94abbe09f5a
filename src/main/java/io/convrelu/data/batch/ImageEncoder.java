package io.convrelu.data.batch;

import io.convrelu.data.DatasetDescription.ImageShape;
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
      byte[] values, int offset, SplittableRandom random, float[] target, int targetOffset) {
    switch (augmentation) {
      case NONE -> encode(values, offset, target, targetOffset);
      case PAD_CROP_FLIP -> {
        int down = random.nextInt(2 * PAD + 1) - PAD;
        int right = random.nextInt(2 * PAD + 1) - PAD;
        crop(values, offset, down, right, random.nextBoolean(), target, targetOffset);
      }
    }
  }

  @Override
  public void encode(byte[] values, int offset, float[] target, int targetOffset) {
    int area = height * width;
    for (int c = 0; c < channels; c++) {
      int level = c * LEVELS;
      for (int i = c * area; i < (c + 1) * area; i++) {
        target[targetOffset + i] = normalized[level + (values[offset + i] & 0xFF)];
      }
    }
  }

  private void crop(
      byte[] values,
      int offset,
      int down,
      int right,
      boolean flip,
      float[] target,
      int targetOffset) {
    int firstColumn = Math.max(0, -right);
    int lastColumn = Math.min(width, width - right);
    int step = flip ? -1 : 1;
    for (int c = 0; c < channels; c++) {
      int level = c * LEVELS;
      for (int y = Math.max(0, -down); y < Math.min(height, height - down); y++) {
        int from = offset + (c * height + y + down) * width + right;
        int row = targetOffset + (c * height + y) * width;
        int to = row + (flip ? width - 1 - firstColumn : firstColumn);
        for (int x = firstColumn; x < lastColumn; x++) {
          target[to] = normalized[level + (values[from + x] & 0xFF)];
          to += step;
        }
      }
    }
  }
}
