package io.convrelu.train.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdCountsTest {

  private static final int HALF = ThresholdCounts.BINS / 2;

  @ParameterizedTest
  @CsvSource({
    // The smallest power of two above all of them, which a bin does not include.
    "0.3,    -1",
    "-0.3,   -1",
    "0.5,     0",
    "0.49999, -1",
    "1,       1",
    "-1,      1",
    "100,     7",
    "0,     -20",
    "1e-30, -20",
    "3e38,  128"
  })
  void theRangeHasRoomForAll(float value, int exponent) {
    ThresholdCounts counts = counts(value, 0);

    assertThat(counts.exponent()).isEqualTo(exponent);
    assertThat(counts.range()).isEqualTo(Math.pow(2, exponent));
    assertThat(counts.counts().stream().mapToLong(Long::longValue).sum()).isEqualTo(2);
  }

  @Test
  void aBinHasItsLowerEndAndNotItsUpper() {
    // Bins of 1/16.
    ThresholdCounts counts =
        counts(0.9f, 0, -0f, 0.0624f, 0.0625f, -0.0625f, -0.0626f, -0.99f, Math.nextDown(1f));

    List<Long> expected = new ArrayList<>();
    for (int bin = 0; bin < ThresholdCounts.BINS; bin++) {
      long count = bin == HALF ? 3 : 0;
      count += bin == HALF + 1 || bin == HALF - 1 || bin == HALF - 2 ? 1 : 0;
      count += bin == 0 || bin == HALF + 14 || bin == ThresholdCounts.BINS - 1 ? 1 : 0;
      expected.add(count);
    }
    assertThat(counts.exponent()).isZero();
    assertThat(counts.counts()).isEqualTo(expected);
  }

  @Test
  void inWiderBinsTheyAreCountedAsIfTheyHadAlwaysBeenThere() {
    SplittableRandom random = new SplittableRandom(3);
    float[] values = new float[1000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextDouble() - 0.4) * 0.2f;
    }
    ThresholdCounts narrow = ThresholdCounts.of(values, 0, 1000).orElseThrow();
    for (float wide : new float[] {0.3f, 0.9f, 7f}) {
      float[] more = values.clone();
      more[0] = wide;
      ThresholdCounts others = ThresholdCounts.of(more, 0, 1000).orElseThrow();
      ThresholdCounts first = counts(values[0]);

      ThresholdCounts merged = narrow.at(others.exponent());

      assertThat(merged.plus(counts(wide))).isEqualTo(others.plus(first));
    }
    assertThat(narrow.at(narrow.exponent())).isEqualTo(narrow);
    assertThatThrownBy(() -> narrow.at(narrow.exponent() - 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void zerosStayInTheBinAboveZero() {
    assertThat(counts(0, 0, 0).at(3).counts().get(HALF)).isEqualTo(3);
  }

  @Test
  void onlyThePartThatIsAskedForIsCounted() {
    float[] values = {Float.NaN, 0.1f, -0.2f, 9f};

    assertThat(ThresholdCounts.of(values, 1, 2)).contains(counts(0.1f, -0.2f));
    assertThat(ThresholdCounts.of(values, 0, 2)).isEmpty();
    assertThat(ThresholdCounts.of(new float[] {Float.POSITIVE_INFINITY}, 0, 1)).isEmpty();
  }

  private static ThresholdCounts counts(float... values) {
    return ThresholdCounts.of(values, 0, values.length).orElseThrow();
  }
}
