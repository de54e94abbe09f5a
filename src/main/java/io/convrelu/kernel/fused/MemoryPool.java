package io.convrelu.kernel.fused;

import io.convrelu.kernel.tile.NativeFloats;
import java.util.ArrayList;
import java.util.List;

/**
 * Off-heap memory that is handed from user to user: touching fresh memory is slow, so nothing is
 * given back to the system while it may be needed again. A request gets the smallest free piece
 * that is large enough and not more than twice as large.
 */
final class MemoryPool {

  private final List<NativeFloats> free = new ArrayList<>();

  /** Memory of at least this many values; what it holds is anything. */
  synchronized NativeFloats take(long floats) {
    int best = -1;
    for (int i = 0; i < free.size(); i++) {
      long size = free.get(i).size();
      if (size >= floats && size <= 2 * floats && (best < 0 || size < free.get(best).size())) {
        best = i;
      }
    }
    return best < 0 ? new NativeFloats(floats) : free.remove(best);
  }

  synchronized void giveBack(NativeFloats memory) {
    free.add(memory);
  }

  /** Gives what nobody uses back to the system. */
  synchronized void trim() {
    free.forEach(NativeFloats::close);
    free.clear();
  }
}
