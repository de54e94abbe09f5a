package io.convrelu.data.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.data.DatasetDescription.ImageShape;
import io.convrelu.data.storage.ShardMemory;
import io.convrelu.data.storage.ShardMemory.Fixed;
import io.convrelu.data.storage.ValueCursor;
import io.convrelu.testing.Shards;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.apache.spark.util.SizeEstimator;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

class ExampleShardTest {

  private static final int SIZE = 3 * 32 * 32;
  private static final int EXAMPLES = 200;

  @Test
  void memoryChangesNoBatch() {
    List<float[]> expected = epoch(shard(ShardMemory.AUTO));
    for (long limit : new long[] {0, 300_000, 500_000}) {
      ExampleShard shard = shard(new Fixed(limit));
      assertThat(shard.spilledBytes()).isPositive();
      List<float[]> batches = epoch(shard);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(Arrays.equals(batches.get(i), expected.get(i))).as("batch " + i).isTrue();
      }
    }
  }

  @Test
  void travelsBetweenJvmsWhereverItsBytesAre() {
    SerializerInstance serializer = new JavaSerializer(new SparkConf(false)).newInstance();
    ClassTag<ExampleShard> type = ClassTag$.MODULE$.apply(ExampleShard.class);
    for (ShardMemory memory : List.of(ShardMemory.AUTO, new Fixed(0), new Fixed(400_000))) {
      ExampleShard shard = shard(memory);
      ExampleShard received = serializer.deserialize(serializer.serialize(shard, type), type);

      assertSame(received, shard);
      assertThat(received.spilledBytes() > 0).isEqualTo(shard.spilledBytes() > 0);
    }
  }

  @Test
  void sparkIsToldOfTheHeapAlone() {
    assertThat(SizeEstimator.estimate(shard(ShardMemory.AUTO)))
        .isBetween((long) EXAMPLES * SIZE, (long) EXAMPLES * (SIZE + 20));
    assertThat(SizeEstimator.estimate(shard(new Fixed(0)))).isLessThan(EXAMPLES * 20L);
  }

  @Test
  void theOrderOfAnEpochIsMadeOnceAndIsThatOfTheEpoch() {
    ExampleShard shard = shard(ShardMemory.AUTO);
    EpochOrder first = shard.order(3, 1, 0);

    assertThat(shard.order(3, 1, 0)).isSameAs(first);
    for (int[] other : new int[][] {{4, 1, 0}, {3, 2, 0}, {3, 1, 1}, {3, 1, 0}}) {
      assertThat(positions(shard.order(other[0], other[1], other[2])))
          .containsExactly(positions(EpochOrder.shuffled(EXAMPLES, other[0], other[1], other[2])));
    }
  }

  @Test
  void batchesTellWhichExamplesTheyHold() {
    ExampleShard shard = shard(ShardMemory.AUTO);
    BatchReader reader = new BatchReader(shard, new OneHotEncoder(255, SIZE), shard.order(1, 0, 0));
    Batch batch = Batch.inHeap(new OneHotEncoder(255, SIZE), 3);
    ExampleTally all = ExampleTally.NOTHING;
    for (int from = 0; from < EXAMPLES; from += 3) {
      reader.training(batch, from, 1, 0, 0);
      all = all.plus(batch.tally());
    }

    assertThat(all).isEqualTo(shard.tally());
    // The last batch again instead of the first: as many examples, but not the same.
    reader.training(batch, 0, 1, 0, 0);
    long first = batch.tally().idSum();
    reader.training(batch, 3, 1, 0, 0);
    assertThat(batch.tally().idSum()).isNotEqualTo(first);
    assertThat(batch.tally().idSum())
        .isEqualTo(
            IntStream.range(3, 6).mapToLong(i -> shard.idHash(shard.order(1, 0, 0).at(i))).sum());
  }

  private static List<float[]> epoch(ExampleShard shard) {
    ImageEncoder encoder =
        new ImageEncoder(
            new ImageShape(3, 32, 32, List.of(1.0, 2.0, 3.0), List.of(4.0, 5.0, 6.0)),
            Augmentation.PAD_CROP_FLIP);
    BatchReader reader = new BatchReader(shard, encoder, shard.order(5, 2, 1));
    List<float[]> batches = new ArrayList<>();
    for (int from = 0; from < shard.size(); from += 32) {
      Batch batch = Batch.inHeap(encoder, 32);
      reader.training(batch, from, 5, 2, 1);
      batches.add(batch.features().array());
    }
    return batches;
  }

  private static void assertSame(ExampleShard actual, ExampleShard expected) {
    assertThat(actual.size()).isEqualTo(expected.size());
    assertThat(actual.tally()).isEqualTo(expected.tally());
    ValueCursor mine = actual.cursor();
    ValueCursor theirs = expected.cursor();
    for (int i = 0; i < expected.size(); i++) {
      mine.moveTo(i);
      theirs.moveTo(i);
      assertThat(actual.label(i)).isEqualTo(expected.label(i));
      assertThat(actual.idHash(i)).isEqualTo(expected.idHash(i));
      assertThat(bytes(mine)).isEqualTo(bytes(theirs));
    }
  }

  private static ByteBuffer bytes(ValueCursor cursor) {
    return ByteBuffer.wrap(cursor.array(), cursor.offset(), SIZE);
  }

  private static int[] positions(EpochOrder order) {
    return IntStream.range(0, order.size()).map(order::at).toArray();
  }

  private static ExampleShard shard(ShardMemory memory) {
    SplittableRandom random = new SplittableRandom(2);
    return Shards.of(
        Stream.generate(
                () -> {
                  byte[] pixels = new byte[SIZE];
                  random.nextBytes(pixels);
                  return pixels;
                })
            .limit(EXAMPLES)
            .toList(),
        SIZE,
        i -> i % 7,
        memory);
  }
}
