package io.convrelu.data.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.data.DatasetDescription.ImageShape;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageEncoderTest {

  private static final ImageShape SHAPE =
      new ImageShape(2, 3, 4, List.of(10.0, 100.0), List.of(5.0, 50.0));

  @Test
  void normalizesEveryChannelByItsOwnMeanAndDeviation() {
    byte[] values = new byte[24];
    values[0] = 20;
    values[12] = (byte) 250;
    float[] out = new float[24];

    new ImageEncoder(SHAPE, Augmentation.NONE).encode(values, 0, FloatBuffer.wrap(out), 0);

    assertThat(out[0]).isEqualTo(2f);
    assertThat(out[1]).isEqualTo(-2f);
    assertThat(out[12]).isEqualTo(3f);
    assertThat(out[13]).isEqualTo(-2f);
  }

  @Test
  void aCropIsTheOriginalShiftedAndPerhapsFlippedWithTheMeanAtTheBorder() {
    byte[] values = new byte[24];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (i + 1);
    }
    ImageEncoder encoder = new ImageEncoder(SHAPE, Augmentation.PAD_CROP_FLIP);
    for (long seed = 0; seed < 500; seed++) {
      float[] out = new float[24];
      // The border is written too, whatever was there.
      Arrays.fill(out, Float.NaN);
      encoder.encodeTraining(values, 0, new SplittableRandom(seed), FloatBuffer.wrap(out), 0);
      assertThat(naive(values, new SplittableRandom(seed))).containsExactly(out);
    }
  }

  @Test
  void everyShiftAndBothDirectionsOccurEquallyOften() {
    // One bright pixel in the middle of a 9×9 image shows where the crop went.
    ImageShape shape = new ImageShape(1, 9, 9, List.of(0.0), List.of(1.0));
    byte[] values = new byte[81];
    values[4 * 9 + 4] = 1;
    ImageEncoder encoder = new ImageEncoder(shape, Augmentation.PAD_CROP_FLIP);
    int[] seen = new int[81];
    int draws = 81 * 400;
    for (int i = 0; i < draws; i++) {
      float[] out = new float[81];
      encoder.encodeTraining(
          values, 0, NamedSeed.random(7, "augmentation", i), FloatBuffer.wrap(out), 0);
      for (int p = 0; p < 81; p++) {
        seen[p] += out[p] == 1f ? 1 : 0;
      }
    }
    // Each place is expected 400 times with a deviation of 20.
    assertThat(IntStream.of(seen)).allMatch(count -> count > 300 && count < 500);
  }

  /** Pads, crops and flips pixel by pixel, with the same draws in the same order. */
  private static float[] naive(byte[] values, SplittableRandom random) {
    int down = random.nextInt(9) - 4;
    int right = random.nextInt(9) - 4;
    boolean flip = random.nextBoolean();
    float[] out = new float[24];
    for (int c = 0; c < 2; c++) {
      for (int y = 0; y < 3; y++) {
        for (int x = 0; x < 4; x++) {
          int fromY = y + down;
          int fromX = (flip ? 3 - x : x) + right;
          boolean inside = fromY >= 0 && fromY < 3 && fromX >= 0 && fromX < 4;
          double mean = SHAPE.mean().get(c);
          double deviation = SHAPE.deviation().get(c);
          out[(c * 3 + y) * 4 + x] =
              inside ? (float) ((values[(c * 3 + fromY) * 4 + fromX] - mean) / deviation) : 0f;
        }
      }
    }
    return out;
  }
}
