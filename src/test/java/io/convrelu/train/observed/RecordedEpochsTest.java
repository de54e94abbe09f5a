package io.convrelu.train.observed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedEpochsTest {

  @Test
  void allOfAFewAndFewOfMany() {
    assertThat(RecordedEpochs.of(0)).isEmpty();
    assertThat(RecordedEpochs.of(1)).containsExactly(1);
    assertThat(RecordedEpochs.of(12)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    assertThat(RecordedEpochs.of(13)).containsExactly(1, 2, 4, 6, 8, 10, 12, 13);
    assertThat(RecordedEpochs.of(22)).containsExactly(1, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22);
    assertThat(RecordedEpochs.of(300))
        .containsExactly(1, 32, 64, 96, 128, 160, 192, 224, 256, 288, 300);
  }

  @Test
  void neverTooManyAndWhatIsLeftOutIsNotMissedLater() {
    List<Integer> kept = new ArrayList<>();
    for (int done = 1; done <= 5000; done++) {
      int now = done;
      kept.removeIf(epoch -> !RecordedEpochs.isRecorded(epoch, now));
      kept.add(done);

      assertThat(kept).isEqualTo(RecordedEpochs.of(done));
      assertThat(kept.size()).isBetween(Math.min(done, 7), RecordedEpochs.MOST);
    }
  }
}
