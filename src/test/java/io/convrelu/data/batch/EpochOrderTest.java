package io.convrelu.data.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EpochOrderTest {

  @Test
  void everyExampleIsInAnEpochExactlyOnce() {
    for (int size : new int[] {0, 1, 2, 1001}) {
      assertThat(positions(EpochOrder.shuffled(size, 3, 5, 1)).sorted())
          .containsExactly(IntStream.range(0, size).boxed().toArray(Integer[]::new));
    }
  }

  @Test
  void dependsOnSeedEpochAndWorkerAlone() {
    int[] order = positions(EpochOrder.shuffled(100, 3, 5, 1)).toArray();

    assertThat(positions(EpochOrder.shuffled(100, 3, 5, 1)).toArray()).isEqualTo(order);
    assertThat(positions(EpochOrder.shuffled(100, 4, 5, 1)).toArray()).isNotEqualTo(order);
    assertThat(positions(EpochOrder.shuffled(100, 3, 6, 1)).toArray()).isNotEqualTo(order);
    assertThat(positions(EpochOrder.shuffled(100, 3, 5, 2)).toArray()).isNotEqualTo(order);
  }

  @Test
  void isUniform() {
    int[] first = new int[5];
    for (int seed = 0; seed < 5000; seed++) {
      first[EpochOrder.shuffled(5, seed, 0, 0).at(0)]++;
    }
    // Expected 1000 each with a deviation of 28.
    assertThat(IntStream.of(first)).allMatch(count -> count > 850 && count < 1150);
  }

  private static IntStream positions(EpochOrder order) {
    return IntStream.range(0, order.size()).map(order::at);
  }
}
