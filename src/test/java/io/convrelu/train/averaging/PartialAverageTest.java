package io.convrelu.train.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.convrelu.train.averaging.StatisticsBlock.Spread;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag$;

class PartialAverageTest {

  private static final int LENGTH = 20_000;
  private static final ParameterAverage AVERAGE =
      new ParameterAverage(
          new StatisticsLayout(
              List.of(
                  new StatisticsBlock(10, 20, 10, Spread.VARIANCE),
                  new StatisticsBlock(19_990, 100, 10, Spread.LOG10_DEVIATION))));

  @Test
  void theFlatAverageIsTheSumInOrder() {
    List<float[]> arrays = arrays(5);
    PartialAverage sum = part(arrays, 0);
    for (int k = 1; k < 5; k++) {
      sum = sum.plus(part(arrays, k));
    }

    assertThat(AVERAGE.average(arrays, examples(5))).containsExactly(sum.result());
  }

  @Test
  void aTreeDiffersFromItByRoundingAlone() {
    List<float[]> arrays = arrays(7);
    float[] flat = AVERAGE.average(arrays, examples(7));
    float[] tree =
        add(add(part(arrays, 0), part(arrays, 1)), add(part(arrays, 2), part(arrays, 3)))
            .plus(add(add(part(arrays, 4), part(arrays, 5)), part(arrays, 6)))
            .result();

    for (int i = 0; i < LENGTH; i++) {
      assertThat((double) tree[i]).isCloseTo(flat[i], withinPercentage(1e-5));
    }
  }

  @Test
  void addingChangesNoOther() {
    List<float[]> arrays = arrays(2);
    PartialAverage first = part(arrays, 0);
    PartialAverage second = part(arrays, 1);

    assertThat(first.plus(second).contributions()).isEqualTo(2);
    assertThat(first.result()).containsExactly(arrays.get(0));
    assertThat(second.result()).containsExactly(arrays.get(1));
    assertThat(first.examples()).isEqualTo(13);
  }

  @Test
  void whoeverHasNothingAddsNothing() {
    List<float[]> arrays = arrays(2);
    PartialAverage nothing = new PartialAverage();
    PartialAverage both = part(arrays, 0).plus(nothing).plus(part(arrays, 1));
    PartialAverage started = new PartialAverage();
    started.add(part(arrays, 0));
    started.add(part(arrays, 1));

    assertThat(nothing.plus(nothing).contributions()).isZero();
    assertThat(both.result()).containsExactly(AVERAGE.average(arrays, examples(2)));
    assertThat(started.result()).containsExactly(both.result());
  }

  @Test
  void travelsWithoutLossInEightBytesANumber() {
    List<float[]> arrays = arrays(3);
    for (PartialAverage sent :
        List.of(part(arrays, 0), part(arrays, 0).plus(part(arrays, 1)), new PartialAverage())) {
      SerializerInstance serializer = new JavaSerializer(new SparkConf()).newInstance();
      ByteBuffer bytes = serializer.serialize(sent, ClassTag$.MODULE$.apply(PartialAverage.class));
      int numbers = sent.contributions() > 0 ? LENGTH : 0;
      assertThat(bytes.remaining()).isLessThan(numbers * 8 * 102 / 100 + 500);

      PartialAverage received =
          serializer.deserialize(bytes, ClassTag$.MODULE$.apply(PartialAverage.class));

      // It goes on as if it had never left.
      assertThat(received.plus(part(arrays, 2)).result())
          .containsExactly(sent.plus(part(arrays, 2)).result());
      assertThat(received.examples()).isEqualTo(sent.examples());
      assertThat(received.contributions()).isEqualTo(sent.contributions());
    }
  }

  @Test
  void differentNetworksAreNotAveraged() {
    PartialAverage pooled = AVERAGE.of(new float[LENGTH], 1);

    assertThatThrownBy(() -> pooled.plus(ParameterAverage.PLAIN.of(new float[LENGTH], 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("statistics");
    assertThatThrownBy(() -> pooled.plus(AVERAGE.of(new float[LENGTH + 1], 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AVERAGE.of(new float[100], 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static PartialAverage add(PartialAverage left, PartialAverage right) {
    return left.plus(right);
  }

  private static PartialAverage part(List<float[]> arrays, int worker) {
    return AVERAGE.of(arrays.get(worker), examples(arrays.size()).get(worker));
  }

  private static List<Long> examples(int workers) {
    return IntStream.range(0, workers).mapToObj(k -> 13L + 7L * k).toList();
  }

  /** Values in (0.5, 1.5), with which no sum loses digits by cancellation. */
  private static List<float[]> arrays(int workers) {
    SplittableRandom random = new SplittableRandom(3);
    List<float[]> arrays = new ArrayList<>();
    for (int k = 0; k < workers; k++) {
      float[] array = new float[LENGTH];
      for (int i = 0; i < LENGTH; i++) {
        array[i] = (float) (0.5 + random.nextDouble());
      }
      arrays.add(array);
    }
    return arrays;
  }
}
