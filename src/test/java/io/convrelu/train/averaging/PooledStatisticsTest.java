package io.convrelu.train.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.convrelu.train.averaging.StatisticsBlock.Spread;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays of one parameter, one mean, and one variance or log10 of a deviation. */
class PooledStatisticsTest {

  private static final ParameterAverage POOLED = pooled(Spread.VARIANCE);

  private static ParameterAverage pooled(Spread kind) {
    return new ParameterAverage(new StatisticsLayout(List.of(new StatisticsBlock(1, 2, 1, kind))));
  }

  @Test
  void varianceHasTheDistanceOfMeansInIt() {
    List<float[]> workers = List.of(new float[] {2, 0, 1}, new float[] {6, 4, 3});

    assertThat(POOLED.average(workers, List.of(3L, 1L)))
        // Mean 1; (3·(1 + 1) + 1·(3 + 9)) / 4.
        .containsExactly(3f, 1f, 4.5f);
    assertThat(ParameterAverage.PLAIN.average(workers, List.of(3L, 1L)))
        .containsExactly(3f, 1f, 1.5f);
  }

  @ParameterizedTest
  @EnumSource(Spread.class)
  void areTheMomentsOfAllExamplesTogether(Spread kind) {
    SplittableRandom random = new SplittableRandom(5);
    int[] sizes = {7, 19, 4};
    double[] all = new double[30];
    float[][] workers = new float[3][];
    for (int k = 0, from = 0; k < 3; from += sizes[k], k++) {
      double[] own = random.doubles(sizes[k], k, 2 * k + 1.5).toArray();
      System.arraycopy(own, 0, all, from, own.length);
      workers[k] = new float[] {0, (float) mean(own), (float) spread(own, kind)};
    }

    float[] average = pooled(kind).average(List.of(workers), List.of(7L, 19L, 4L));

    assertThat((double) average[1]).isCloseTo(mean(all), within(1e-6));
    assertThat((double) average[2]).isCloseTo(spread(all, kind), within(1e-6));
  }

  /** At 1e6 deviations the difference of Σ n·(σ² + μ²) and n·μ² would be wrong by 1e-4. */
  @ParameterizedTest
  @ValueSource(doubles = {1e2, 1e4, 1e6})
  void meansFarFromZeroCostNoDigits(double deviations) {
    SplittableRandom random = new SplittableRandom(6);
    int workers = 50;
    float[][] arrays = new float[workers][];
    Long[] examples = new Long[workers];
    for (int k = 0; k < workers; k++) {
      float deviation = (float) (0.5 + random.nextDouble());
      arrays[k] = new float[] {0, (float) deviations + (k % 2), deviation * deviation};
      examples[k] = 1 + random.nextLong(5000);
    }

    float[] average = POOLED.average(List.of(arrays), List.of(examples));

    double total = Arrays.stream(examples).mapToLong(Long::longValue).sum();
    double mean = 0;
    for (int k = 0; k < workers; k++) {
      mean += examples[k] / total * arrays[k][1];
    }
    double variance = 0;
    for (int k = 0; k < workers; k++) {
      double distance = arrays[k][1] - mean;
      variance += examples[k] / total * (arrays[k][2] + distance * distance);
    }
    assertThat((double) average[1]).isCloseTo(mean, withinPercentage(1e-5));
    assertThat((double) average[2]).isCloseTo(variance, withinPercentage(1e-4));
  }

  @ParameterizedTest
  @EnumSource(Spread.class)
  void oneWorkerIsItselfBitForBit(Spread kind) {
    float[] odd = {0.1f, 1e4f / 3, 1e-9f};

    assertThat(pooled(kind).average(List.of(odd), List.of(7L))).containsExactly(odd);
  }

  @Test
  void equalWorkersStayEqualBitForBit() {
    float[] odd = {0.1f, 1e4f / 3, 1e-9f};

    assertThat(POOLED.average(List.of(odd, odd, odd), List.of(5L, 3L, 9L))).containsExactly(odd);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double spread(double[] values, Spread kind) {
    double mean = mean(values);
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / values.length;
    return kind == Spread.VARIANCE ? variance : Math.log10(Math.sqrt(variance));
  }
}
