package io.convrelu.train;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Things that are costly to make, kept for their next user. A thing has one user at a time: who
 * takes one owns it until it is given back, and whoever fails with it lets it go instead. What is
 * kept is of the kind that was asked for last; things of another kind are let go, so that there are
 * never more than were in use at once.
 *
 * @param <K> what things have in common that can stand in for each other
 * @param <V> a thing
 */
final class Reserve<K, V> {

  private final Deque<V> free = new ArrayDeque<>();
  private Optional<K> kind = Optional.empty();

  /** A thing of this kind that is nobody else's; a new one when none is left. */
  V take(K wanted, Supplier<V> maker) {
    Optional<V> kept = poll(wanted);
    // Made outside of the lock, several at a time.
    return kept.orElseGet(maker);
  }

  private synchronized Optional<V> poll(K wanted) {
    if (kind.filter(wanted::equals).isEmpty()) {
      free.clear();
      kind = Optional.of(wanted);
    }
    return Optional.ofNullable(free.poll());
  }

  /** Gives a thing back, in a state from which its next user can start. */
  synchronized void giveBack(K itsKind, V thing) {
    if (kind.filter(itsKind::equals).isPresent()) {
      free.push(thing);
    }
  }
}
