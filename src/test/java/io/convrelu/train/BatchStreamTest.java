package io.convrelu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.data.batch.Batch;
import io.convrelu.data.batch.BatchReader;
import io.convrelu.data.batch.EpochOrder;
import io.convrelu.data.batch.ExampleShard;
import io.convrelu.data.batch.OneHotEncoder;
import io.convrelu.testing.LocalSpark;
import io.convrelu.testing.Shards;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(60)
@ExtendWith(LocalSpark.class)
class BatchStreamTest {

  private static final OneHotEncoder ENCODER = new OneHotEncoder(6, 8);
  private static final BatchShape SHAPE = new BatchShape(4, ENCODER, 3);
  private static final CountDownLatch READING = new CountDownLatch(1);

  @AfterEach
  void noThreadIsLeft() {
    assertThat(batchThreads()).isEmpty();
  }

  @Test
  void givesTheBitsOfReadingInline() throws InterruptedException {
    ExampleShard shard = shard(10);
    BatchReader reader = new BatchReader(shard, ENCODER, EpochOrder.shuffled(10, 1, 0, 0));
    for (int pass = 0; pass < 2; pass++) {
      // The second pass is given the memory of the first.
      try (BatchStream stream =
          new BatchStream(SHAPE, 3, (step, batch) -> reader.training(batch, 4 * step, 1, 0, 0))) {
        for (int step = 0; step < 3; step++) {
          Batch inline = Batch.inHeap(ENCODER, 4);
          reader.training(inline, 4 * step, 1, 0, 0);
          NativeBatch batch = stream.next().orElseThrow();

          assertThat(batch.size()).isEqualTo(step < 2 ? 4 : 2);
          assertThat(batch.features().shape()).containsExactly(batch.size(), 6, 1, 8);
          float[] expected = new float[batch.size() * 48];
          inline.features().get(0, expected);
          assertThat(NativeFloats.read(batch.features())).containsExactly(expected);
          float[] labels = NativeFloats.read(batch.data().getLabels(0));
          for (int n = 0; n < batch.size(); n++) {
            assertThat(batch.label(n)).isEqualTo(inline.label(n));
            assertThat(labels[n * 3 + inline.label(n)]).isEqualTo(1f);
          }
          assertThat(IntStream.range(0, labels.length).filter(i -> labels[i] != 0))
              .hasSize(batch.size());
        }
        assertThat(stream.next()).isEmpty();
      }
    }
  }

  @Test
  void whatReadingThrowsReachesTheTask() {
    try (BatchStream stream =
        new BatchStream(
            SHAPE,
            2,
            (step, batch) -> {
              throw new IllegalStateException("no such example");
            })) {
      assertThatThrownBy(stream::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("no such example");
    }
  }

  @Test
  void aKilledTaskLeavesNoThreadBehind(SparkSession session) throws InterruptedException {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    Thread killer =
        new Thread(
            () -> {
              try {
                if (READING.await(30, TimeUnit.SECONDS)) {
                  spark.cancelJobGroup("killed");
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    killer.start();
    spark.setJobGroup("killed", "is killed while it waits for a batch", true);
    try {
      assertThatThrownBy(() -> spark.parallelize(List.of(1), 1).foreach(i -> wait(SHAPE)))
          .isInstanceOf(SparkException.class)
          .hasMessageContaining("cancelled");
    } finally {
      spark.clearJobGroup();
    }
    killer.join();
    // The job is over for the driver before its task has ended.
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!batchThreads().isEmpty() && System.nanoTime() < end) {
      Thread.sleep(10);
    }
  }

  private static void wait(BatchShape shape) throws InterruptedException {
    try (BatchStream stream =
        new BatchStream(
            shape,
            1,
            (step, batch) -> {
              READING.countDown();
              try {
                Thread.sleep(TimeUnit.MINUTES.toMillis(5));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            })) {
      Optional<NativeBatch> never = stream.next();
      Assertions.fail("a batch came: %s", never);
    }
  }

  private static List<String> batchThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.endsWith(", batches"))
        .toList();
  }

  private static ExampleShard shard(int size) {
    SplittableRandom random = new SplittableRandom(9);
    return Shards.of(
        IntStream.range(0, size)
            .mapToObj(
                i -> {
                  byte[] codes = new byte[8];
                  for (int c = 0; c < codes.length; c++) {
                    codes[c] = (byte) random.nextInt(7);
                  }
                  return codes;
                })
            .toList(),
        8,
        i -> i % 3);
  }
}
