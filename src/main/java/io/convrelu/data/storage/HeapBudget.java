package io.convrelu.data.storage;

import java.lang.ref.Cleaner;

/**
 * Counts the heap that shards take in a JVM, so that all of them together stay within one limit.
 * Nobody gives heap back: a reservation ends when the garbage collector finds that nothing refers
 * to it any more, since not before then is its memory free. Where a reservation would not fit while
 * others are held, the garbage collector is asked to look once.
 */
public final class HeapBudget {

  private static final Cleaner CLEANER = Cleaner.create();

  /** How long the memory of shards that nobody needs any more is waited for, in ms. */
  private static final long PATIENCE = 200;

  private long held;

  HeapBudget() {}

  /** Tasks that run in one JVM share nothing else. */
  private static final class Holder {
    static final HeapBudget OF_THIS_JVM = new HeapBudget();
  }

  /** The budget of this JVM. */
  public static HeapBudget ofThisJvm() {
    return Holder.OF_THIS_JVM;
  }

  /** Bytes that are reserved now. */
  public synchronized long held() {
    return held;
  }

  /**
   * Reserves for one shard.
   *
   * @param always bytes that are taken in any case
   * @param wanted bytes that are taken as far as they fit
   * @param step if not all that is wanted fits, a multiple of this is granted
   * @param limit of all reservations together
   */
  synchronized Reservation reserve(long always, long wanted, long step, long limit) {
    if (wanted > 0 && held > 0 && held + always + wanted > limit) {
      waitForGarbage(limit - always - wanted);
    }
    long room = Math.max(0, limit - held - always);
    long granted = wanted <= room ? wanted : room / step * step;
    held += always + granted;
    Reservation reservation = new Reservation(granted);
    long all = always + granted;
    CLEANER.register(reservation, () -> free(all));
    return reservation;
  }

  private synchronized void free(long bytes) {
    held -= bytes;
    notifyAll();
  }

  private void waitForGarbage(long enough) {
    System.gc();
    long end = System.nanoTime() + PATIENCE * 1_000_000;
    try {
      for (long left = PATIENCE; left > 0 && held > enough; ) {
        wait(left);
        left = (end - System.nanoTime()) / 1_000_000;
      }
    } catch (InterruptedException e) {
      // A killed task; whoever blocks next is told.
      Thread.currentThread().interrupt();
    }
  }

  /** A part of the budget, held as long as anything refers to it. */
  static final class Reservation {

    private final long granted;

    private Reservation(long granted) {
      this.granted = granted;
    }

    /** Bytes of what was wanted. */
    long granted() {
      return granted;
    }
  }
}
