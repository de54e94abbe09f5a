package io.convrelu.train;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Things that are costly to make, kept for their next user. A thing has one user at a time: who
 * takes one owns it until it is given back, and whoever fails with it lets it go instead. Things of
 * several kinds are kept side by side, for trainings that run at once; one of a new kind takes the
 * place of the one that has not been used for longest, so that there are never more than were in
 * use at once.
 *
 * @param <K> what things have in common that can stand in for each other
 * @param <V> a thing
 */
final class Reserve<K, V> {

  /** The last to be given back first. */
  private final Deque<Kept<K, V>> free = new ArrayDeque<>();

  private record Kept<K, V>(K kind, V thing) {}

  /** A thing of this kind that is nobody else's; a new one when none is left. */
  V take(K wanted, Supplier<V> maker) {
    Optional<V> kept = poll(wanted);
    // Made outside of the lock, several at a time.
    return kept.orElseGet(maker);
  }

  private synchronized Optional<V> poll(K wanted) {
    for (Iterator<Kept<K, V>> each = free.iterator(); each.hasNext(); ) {
      Kept<K, V> kept = each.next();
      if (kept.kind().equals(wanted)) {
        each.remove();
        return Optional.of(kept.thing());
      }
    }
    free.pollLast();
    return Optional.empty();
  }

  /** Gives a thing back, in a state from which its next user can start. */
  synchronized void giveBack(K itsKind, V thing) {
    free.push(new Kept<>(itsKind, thing));
  }
}
