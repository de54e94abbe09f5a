package io.convrelu.data.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.data.DatasetDescription.ImageShape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchReaderTest {

  private static final ImageEncoder ENCODER =
      new ImageEncoder(
          new ImageShape(1, 6, 6, List.of(0.0), List.of(1.0)), Augmentation.PAD_CROP_FLIP);

  @Test
  void theLastBatchIsWhatIsLeft() {
    BatchReader reader = reader(7);

    assertThat(reader.training(4, 4, 1, 0, 0).labels()).hasSize(3);
    assertThat(reader.training(4, 4, 1, 0, 0).features()).hasSize(3 * 36);
    assertThat(reader.evaluation(0, 4).labels()).containsExactly(0, 1, 2, 3);
  }

  @Test
  void anExamplesAugmentationDoesNotDependOnItsBatch() {
    BatchReader reader = reader(7);
    float[] whole = reader.training(0, 7, 1, 0, 0).features();
    float[] part = reader.training(3, 2, 1, 0, 0).features();

    assertThat(part).containsExactly(Arrays.copyOfRange(whole, 3 * 36, 5 * 36));
    assertThat(reader.training(0, 7, 1, 1, 0).features()).isNotEqualTo(whole);
  }

  private static BatchReader reader(int size) {
    List<Example> examples =
        IntStream.range(0, size)
            .mapToObj(
                i -> {
                  byte[] values = new byte[36];
                  for (int p = 0; p < 36; p++) {
                    values[p] = (byte) (i * 36 + p);
                  }
                  return new Example(i, values);
                })
            .toList();
    return new BatchReader(ExampleShard.of(examples, 36), ENCODER, EpochOrder.unshuffled(size));
  }
}
