package io.convrelu.kernel.fused;

import io.convrelu.kernel.tile.NativeFloats;
import java.util.ArrayList;
import java.util.List;

/**
 * Off-heap memory that is handed from user to user: touching fresh memory is slow, so a piece is
 * given back to the system only when many requests have passed it by. A request gets the smallest
 * free piece that is large enough and not more than twice as large.
 */
final class MemoryPool {

  private final long patience;
  private final List<Idle<NativeFloats>> free = new ArrayList<>();
  private long requests;

  /**
   * @param patience requests that a free piece waits for
   */
  MemoryPool(long patience) {
    this.patience = patience;
  }

  /** Memory of at least this many values; what it holds is anything. */
  synchronized NativeFloats take(long floats) {
    requests++;
    int best = -1;
    for (int i = 0; i < free.size(); i++) {
      long size = free.get(i).item().size();
      boolean fits = size >= floats && size <= 2 * floats;
      if (fits && (best < 0 || size < free.get(best).item().size())) {
        best = i;
      }
    }
    return best < 0 ? new NativeFloats(floats) : free.remove(best).item();
  }

  /** Takes a piece back. */
  synchronized void giveBack(NativeFloats memory) {
    free.add(new Idle<>(memory, requests));
    Idle.removeOlder(free, requests - patience, NativeFloats::close);
  }

  /** Bytes that wait for a request. */
  synchronized long idleBytes() {
    return free.stream().mapToLong(idle -> idle.item().size() * Float.BYTES).sum();
  }

  /** Gives what nobody uses back to the system. */
  synchronized void trim() {
    Idle.removeOlder(free, Long.MAX_VALUE, NativeFloats::close);
  }
}
