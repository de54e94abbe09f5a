package io.convrelu.kernel.fused;

import java.util.Collection;
import java.util.function.Consumer;

/**
 * What waits to be used again.
 *
 * @param item what it is
 * @param since when it was given back, counted in requests
 */
record Idle<T>(T item, long since) {

  /** Removes and closes what was given back before. */
  static <T> void removeOlder(Collection<Idle<T>> items, long before, Consumer<T> close) {
    items.removeIf(
        idle -> {
          boolean old = idle.since() < before;
          if (old) {
            close.accept(idle.item());
          }
          return old;
        });
  }
}
