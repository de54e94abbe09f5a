package io.convrelu.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PrefetcherTest {

  private static final String NAME = "prefetcher under test";

  @AfterEach
  void noThreadIsLeft() {
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain(NAME);
  }

  @Test
  void givesWhatFillingOneAfterTheOtherGives() throws InterruptedException {
    List<Integer> seen = new ArrayList<>();
    try (Prefetcher<int[]> prefetcher = prefetcher(2, 50, (index, place) -> place[0] = index)) {
      for (Optional<int[]> next = prefetcher.next(); next.isPresent(); next = prefetcher.next()) {
        seen.add(next.get()[0]);
      }
      assertThat(prefetcher.next()).isEmpty();
      assertThat(prefetcher.waitedNanos()).isPositive();
    }
    assertThat(seen).hasSize(50).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aPlaceInUseIsLeftAloneAndTheOtherIsFilledMeanwhile() throws InterruptedException {
    AtomicInteger filled = new AtomicInteger();
    CountDownLatch second = new CountDownLatch(2);
    try (Prefetcher<int[]> prefetcher =
        prefetcher(
            2,
            10,
            (index, place) -> {
              place[0] = index;
              filled.incrementAndGet();
              second.countDown();
            })) {
      int[] first = prefetcher.next().orElseThrow();
      assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
      // Nothing is free any more, however long the user takes.
      Thread.sleep(50);
      assertThat(first).containsExactly(0);
      assertThat(filled).hasValue(2);
    }
  }

  @Test
  void oneSlotIsEnough() throws InterruptedException {
    try (Prefetcher<int[]> prefetcher = prefetcher(1, 3, (index, place) -> place[0] = index)) {
      for (int i = 0; i < 3; i++) {
        assertThat(prefetcher.next().orElseThrow()).containsExactly(i);
      }
      assertThat(prefetcher.next()).isEmpty();
    }
  }

  @Test
  void aFailureComesAsItIsAfterWhatWasFilledBefore() throws InterruptedException {
    Error error = new OutOfMemoryError("none left");
    for (Throwable failure : List.of(new IllegalArgumentException("example 3"), error)) {
      try (Prefetcher<int[]> prefetcher =
          prefetcher(
              2,
              10,
              (index, place) -> {
                if (index == 3) {
                  throwUnchecked(failure);
                }
                place[0] = index;
              })) {
        for (int i = 0; i < 3; i++) {
          assertThat(prefetcher.next().orElseThrow()).containsExactly(i);
        }
        assertThatThrownBy(prefetcher::next).isSameAs(failure);
        assertThatThrownBy(prefetcher::next).isSameAs(failure);
      }
    }
  }

  @Test
  void interruptingTheUserInterruptsItsWaiting() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread user =
        new Thread(
            () -> {
              try (Prefetcher<int[]> prefetcher = prefetcher(2, 1, (i, place) -> await(never))) {
                assertThat(prefetcher.next()).isEmpty();
              } catch (InterruptedException e) {
                thrown.set(e);
              }
            });
    user.start();
    while (user.getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
    user.interrupt();
    user.join();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void closingEndsAThreadThatWaitsForAPlaceAndNothingComesAfterwards() throws InterruptedException {
    Prefetcher<int[]> prefetcher = prefetcher(2, 1000, (index, place) -> place[0] = index);
    assertThat(prefetcher.next()).isPresent();

    prefetcher.close();
    prefetcher.close();

    assertThatThrownBy(prefetcher::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void closingKeepsTheInterruptionOfWhoeverCloses() {
    Prefetcher<int[]> prefetcher = prefetcher(2, 1000, (index, place) -> place[0] = index);
    Thread.currentThread().interrupt();

    prefetcher.close();

    assertThat(Thread.interrupted()).isTrue();
  }

  private static Prefetcher<int[]> prefetcher(
      int places, int count, Prefetcher.Filling<int[]> filling) {
    List<int[]> all = new ArrayList<>();
    for (int i = 0; i < places; i++) {
      all.add(new int[1]);
    }
    return new Prefetcher<>(NAME, all, count, filling);
  }

  private static void throwUnchecked(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
