package io.convrelu.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.data.DatasetDescription.ImageShape;
import io.convrelu.testing.Shards;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchReaderTest {

  private static final ImageEncoder IMAGES =
      new ImageEncoder(
          new ImageShape(1, 6, 6, List.of(0.0), List.of(1.0)), Augmentation.PAD_CROP_FLIP);
  private static final OneHotEncoder TEXTS = new OneHotEncoder(5, 36);

  @Test
  void theLastBatchIsWhatIsLeft() {
    Batch batch = Batch.inHeap(IMAGES, 4);

    reader(IMAGES, 7).training(batch, 4, 1, 0, 0);
    assertThat(labels(batch)).containsExactly(4, 5, 6);
    assertThatThrownBy(() -> batch.label(3)).isInstanceOf(IndexOutOfBoundsException.class);

    reader(IMAGES, 7).evaluation(batch, 0, 4);
    assertThat(labels(batch)).containsExactly(0, 1, 2, 3);
  }

  @Test
  void anExamplesAugmentationDoesNotDependOnItsBatch() {
    float[] whole = training(7, 0, 0);
    float[] part = training(2, 3, 0);

    assertThat(part).containsExactly(Arrays.copyOfRange(whole, 3 * 36, 5 * 36));
    assertThat(training(7, 0, 1)).isNotEqualTo(whole);
  }

  @Test
  void aBatchThatIsUsedAgainHoldsWhatAFreshOneWould() {
    for (FeatureEncoder encoder : List.of(IMAGES, TEXTS)) {
      BatchReader reader = reader(encoder, 11);
      Batch used = Batch.inHeap(encoder, 4);
      for (int from : new int[] {0, 7, 8, 3, 0}) {
        Batch fresh = Batch.inHeap(encoder, 4);
        reader.training(fresh, from, 5, 2, 1);
        reader.training(used, from, 5, 2, 1);
        assertThat(floats(used)).containsExactly(floats(fresh));
        assertThat(labels(used)).containsExactly(labels(fresh));

        reader.evaluation(fresh, from, from + 2);
        reader.evaluation(used, from, from + 2);
        assertThat(floats(used)).containsExactly(floats(fresh));
      }
    }
  }

  @Test
  void moreExamplesThanThereIsRoomForAreRefused() {
    assertThatThrownBy(() -> reader(TEXTS, 7).evaluation(Batch.inHeap(TEXTS, 4), 0, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5")
        .hasMessageContaining("4");
  }

  private static float[] training(int capacity, int from, int epoch) {
    Batch batch = Batch.inHeap(IMAGES, capacity);
    reader(IMAGES, 7).training(batch, from, 1, epoch, 0);
    return floats(batch);
  }

  private static int[] labels(Batch batch) {
    return IntStream.range(0, batch.size()).map(batch::label).toArray();
  }

  private static float[] floats(Batch batch) {
    int perExample = batch.features().capacity() / batch.capacity();
    return Arrays.copyOf(batch.features().array(), batch.size() * perExample);
  }

  /**
   * Examples of 36 bytes from 0 to 5, so that they are images and texts; the label is the index.
   */
  private static BatchReader reader(FeatureEncoder encoder, int size) {
    SplittableRandom random = new SplittableRandom(3);
    List<byte[]> examples =
        IntStream.range(0, size)
            .mapToObj(
                i -> {
                  byte[] values = new byte[36];
                  for (int p = 0; p < 36; p++) {
                    values[p] = (byte) random.nextInt(6);
                  }
                  return values;
                })
            .toList();
    return new BatchReader(Shards.of(examples, 36, i -> i), encoder, EpochOrder.unshuffled(size));
  }
}
