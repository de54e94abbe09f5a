package io.convrelu.kernel.fused;

import io.convrelu.kernel.tile.NativeFloats;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * Off-heap memory that is handed from user to user: touching fresh memory is slow, so a piece is
 * given back to the system only when many requests have passed it by. A request gets the smallest
 * free piece that is large enough and not more than twice as large.
 *
 * @param <P> a piece of memory, or what stands for one where requests are only rehearsed
 */
final class MemoryPool<P> {

  private final long patience;
  private final LongFunction<P> maker;
  private final ToLongFunction<P> size;
  private final Consumer<P> close;
  private final List<Idle<P>> free = new ArrayList<>();
  private long requests;

  private MemoryPool(
      long patience, LongFunction<P> maker, ToLongFunction<P> size, Consumer<P> close) {
    this.patience = patience;
    this.maker = maker;
    this.size = size;
    this.close = close;
  }

  /**
   * @param patience requests that a free piece waits for
   */
  static MemoryPool<NativeFloats> ofNative(long patience) {
    return new MemoryPool<>(patience, NativeFloats::new, NativeFloats::size, NativeFloats::close);
  }

  /** One that only counts: a piece is its number of values. */
  static MemoryPool<Long> rehearsed(long patience) {
    return new MemoryPool<>(patience, floats -> floats, piece -> piece, piece -> {});
  }

  /** Memory of at least this many values; what it holds is anything. */
  synchronized P take(long floats) {
    requests++;
    int best = -1;
    for (int i = 0; i < free.size(); i++) {
      long candidate = sizeOf(i);
      boolean fits = candidate >= floats && candidate <= 2 * floats;
      if (fits && (best < 0 || candidate < sizeOf(best))) {
        best = i;
      }
    }
    return best < 0 ? maker.apply(floats) : free.remove(best).item();
  }

  private long sizeOf(int index) {
    return size.applyAsLong(free.get(index).item());
  }

  /** Takes a piece back. */
  synchronized void giveBack(P memory) {
    free.add(new Idle<>(memory, requests));
    Idle.removeOlder(free, requests - patience, close);
  }

  /** Bytes that wait for a request. */
  synchronized long idleBytes() {
    return free.stream().mapToLong(idle -> NativeFloats.bytes(size.applyAsLong(idle.item()))).sum();
  }

  /** Gives what nobody uses back to the system. */
  synchronized void trim() {
    Idle.removeOlder(free, Long.MAX_VALUE, close);
  }
}
