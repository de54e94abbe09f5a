package io.convrelu.data.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredValuesTest {

  private static final int BLOCK = 256 << 10;

  private final HeapBudget budget = new HeapBudget();

  @ParameterizedTest
  @CsvSource({
    "0, 7",
    "1, 1",
    "1, 3072",
    "64, 3072",
    "65, 3072",
    "1000, 3072",
    "1000, 1014",
    "3, 300000"
  })
  void theLimitChangesNothingButWhereBytesAre(int examples, int size) {
    List<byte[]> all = examples(examples, size);
    long bytes = (long) examples * size;
    for (long limit : new long[] {0, BLOCK, 2 * BLOCK + 5, bytes - 1, bytes, Long.MAX_VALUE}) {
      HeapBudget own = new HeapBudget();
      StoredValues values = store(all, size, 0, limit, own);

      assertThat(values.heapBytes()).isLessThanOrEqualTo(Math.max(0, limit));
      assertThat(values.heapBytes() + values.spilledBytes()).isEqualTo(bytes);
      assertThat(own.held()).isEqualTo(values.heapBytes());
      if (limit >= bytes) {
        assertThat(values.spilledBytes()).isZero();
      }
      assertHolds(values, all);
    }
  }

  @Test
  void allShardsOfAJvmShareOneLimit() {
    List<byte[]> all = examples(300, 3072);
    List<StoredValues> shards = new ArrayList<>();
    long limit = 1_500_000;
    for (int shard = 0; shard < 4; shard++) {
      shards.add(store(all, 3072, 16, limit, budget));
    }

    long heap = shards.stream().mapToLong(StoredValues::heapBytes).sum();
    assertThat(shards.get(0).spilledBytes()).isZero();
    assertThat(shards.get(3).heapBytes()).isZero();
    // What is beside the values is there in any case, and counts.
    assertThat(budget.held()).isEqualTo(heap + 4 * 300 * 16);
    assertThat(heap).isBetween(limit - 4 * 300 * 16 - BLOCK, limit);
    shards.forEach(values -> assertHolds(values, all));
  }

  @Test
  @Timeout(60)
  void heapIsFreeForOthersWhenNobodyRefersToAShardAnyMore() throws InterruptedException {
    List<byte[]> all = examples(300, 3072);
    StoredValues kept = store(all, 3072, 0, Long.MAX_VALUE, budget);
    store(all, 3072, 0, Long.MAX_VALUE, budget);
    assertThat(budget.held()).isEqualTo(2 * kept.heapBytes());

    while (budget.held() > kept.heapBytes()) {
      System.gc();
      Thread.sleep(10);
    }
    // One that needs the room finds it.
    assertThat(store(all, 3072, 0, 2 * kept.heapBytes(), budget).spilledBytes()).isZero();
    assertHolds(kept, all);
  }

  @Test
  @Timeout(60)
  void aSpillFileHasNoNameAndIsGoneWithItsShard() throws IOException, InterruptedException {
    Path open = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(open), "only Linux shows what is open");
    StoredValues values = store(examples(300, 3072), 3072, 0, 0, budget);

    assertThat(values.spilledBytes()).isEqualTo(300 * 3072);
    assertThat(spillFiles(open)).isNotEmpty().allMatch(name -> name.endsWith("(deleted)"));
    assertThat(values.cursor()).isNotNull();

    values = null;
    while (!spillFiles(open).isEmpty()) {
      System.gc();
      Thread.sleep(10);
    }
  }

  @Test
  void anInterruptedReaderLeavesTheFileToTheOthers() {
    List<byte[]> all = examples(5, 3072);
    StoredValues values = store(all, 3072, 0, 0, budget);

    Thread.currentThread().interrupt();
    try {
      values.cursor().moveTo(3);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertHolds(values, all);
  }

  @Test
  void exampleByExampleAsAnnounced() {
    ValueWriter writer = new ValueWriter(2, 3, 0, Long.MAX_VALUE, budget);
    writer.add(new byte[] {9, 1, 2, 3}, 1);

    assertThatThrownBy(writer::finish).hasMessageContaining("1 examples of 2");
    writer.add(new byte[3], 0);
    assertThatThrownBy(() -> writer.add(new byte[3], 0)).hasMessageContaining("2");
    ValueCursor cursor = writer.finish().cursor();
    assertThatThrownBy(() -> cursor.moveTo(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> cursor.moveTo(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aShardMayExceedTwoGigabytes() {
    BlockLayout layout = BlockLayout.of(2_000_000_000, 3072);
    int last = 1_999_999_999;

    assertThat(layout.blocks()).isEqualTo(31_250_000);
    assertThat(layout.block(last)).isEqualTo(31_249_999);
    assertThat((long) layout.block(last) * layout.blockBytes() + layout.offset(last))
        .isEqualTo(1_999_999_999L * 3072);
    assertThat(layout.bytesOf(layout.blocks() - 1)).isEqualTo(64 * 3072);
  }

  private static StoredValues store(
      List<byte[]> all, int size, int beside, long limit, HeapBudget budget) {
    ValueWriter writer = new ValueWriter(all.size(), size, beside, limit, budget);
    all.forEach(example -> writer.add(example, 0));
    return writer.finish();
  }

  private static void assertHolds(StoredValues values, List<byte[]> all) {
    ValueCursor cursor = values.cursor();
    for (int i = all.size() - 1; i >= 0; i--) {
      cursor.moveTo(i);
      byte[] example = all.get(i);
      assertThat(
              Arrays.equals(
                  cursor.array(),
                  cursor.offset(),
                  cursor.offset() + example.length,
                  example,
                  0,
                  example.length))
          .as("example " + i)
          .isTrue();
    }
  }

  private static List<byte[]> examples(int count, int size) {
    SplittableRandom random = new SplittableRandom(7);
    return Stream.generate(
            () -> {
              byte[] example = new byte[size];
              random.nextBytes(example);
              return example;
            })
        .limit(count)
        .toList();
  }

  private static List<String> spillFiles(Path open) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(open)) {
      for (Path file : files.toList()) {
        if (Files.isSymbolicLink(file)) {
          names.add(Files.readSymbolicLink(file).toString());
        }
      }
    }
    return names.stream().filter(name -> name.contains(".spill")).toList();
  }
}
