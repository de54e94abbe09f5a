package io.convrelu.sweep.store;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One driver at a time on a sweep's output: the file {@code sweep.lock}.
 *
 * <p>The owner renews the file five times a lease. A second driver that finds the file watches it
 * for one lease: when it changes, its owner lives, and the second driver gives up; when it does
 * not, its owner was killed, and the second driver takes over. Only the watcher's own clock counts,
 * so that machines need not agree on the time. An owner that was taken for dead (it stood still for
 * longer than a lease) notices before it records its next result, and stops.
 */
public final class SweepLock implements AutoCloseable {

  static final String FILE = "sweep.lock";

  private static final Logger LOG = LoggerFactory.getLogger(SweepLock.class);
  private static final int RENEWALS_PER_LEASE = 5;

  private final StoreFiles files;
  private final Path file;
  private final LockRecord record;
  private final ScheduledExecutorService renewer;
  private final ScheduledFuture<?> renewal;

  private SweepLock(StoreFiles files, LockRecord record, Duration period) {
    this.files = files;
    this.file = files.path(FILE);
    this.record = record;
    this.renewer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "sweep-lock");
              thread.setDaemon(true);
              return thread;
            });
    this.renewal =
        renewer.scheduleAtFixedRate(
            this::renew, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Takes the lock; waits up to a lease where another driver left one behind.
   *
   * @throws ConfigException when another sweep is running on this output
   */
  public static SweepLock acquire(StoreFiles files, Duration lease)
      throws IOException, InterruptedException {
    Path file = files.path(FILE);
    LockRecord mine = LockRecord.ofThisProcess();
    Duration period = lease.dividedBy(RENEWALS_PER_LEASE);
    if (!files.create(file, mine.bytes())) {
      Optional<LockRecord> other = holder(files);
      if (other.isPresent()) {
        awaitDeath(files, other.get(), lease);
        LOG.warn("taking over from {}, which is gone", other.get());
        files.delete(file);
      }
      if (!files.create(file, mine.bytes())) {
        throw inUse(files, holder(files).map(LockRecord::toString).orElse("another process"));
      }
      // A third driver that judged the same lock dead may have deleted this one: the last one wins.
      Thread.sleep(period.toMillis());
    }
    SweepLock lock = new SweepLock(files, mine, period);
    try {
      lock.check();
      return lock;
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Makes sure that this sweep still owns its output.
   *
   * @throws IOException when another driver has taken over
   */
  public void check() throws IOException {
    Optional<LockRecord> holder = holder(files);
    if (holder.isEmpty() || !holder.get().owner().equals(record.owner())) {
      throw new IOException(
          file
              + " is not ours any more: "
              + holder.map(LockRecord::toString).orElse("it was deleted")
              + "; this sweep stops");
    }
  }

  /** Gives the lock back; does nothing when it is not ours any more. */
  @Override
  public void close() {
    renewal.cancel(false);
    renewer.shutdown();
    try {
      renewer.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      if (holder(files).filter(holder -> holder.owner().equals(record.owner())).isPresent()) {
        files.delete(file);
      }
    } catch (IOException e) {
      LOG.warn("cannot delete {}; the next sweep waits for its lease to end", file, e);
    }
  }

  private void renew() {
    try {
      check();
      files.replace(file, record.renewedNow().bytes());
    } catch (IOException e) {
      LOG.warn("cannot renew {}", file, e);
    }
  }

  private static void awaitDeath(StoreFiles files, LockRecord other, Duration lease)
      throws IOException, InterruptedException {
    LOG.warn(
        "{} is held by {}; waiting up to {} s to see whether it lives",
        files.path(FILE),
        other,
        lease.toSeconds());
    long end = System.nanoTime() + lease.toNanos();
    while (System.nanoTime() < end) {
      Thread.sleep(Math.max(1, lease.toMillis() / (4L * RENEWALS_PER_LEASE)));
      Optional<LockRecord> now = holder(files);
      if (now.isPresent() && !now.get().equals(other)) {
        throw inUse(files, now.get().toString());
      }
    }
  }

  private static Optional<LockRecord> holder(StoreFiles files) throws IOException {
    try {
      return Optional.of(LockRecord.parse(files.read(files.path(FILE))));
    } catch (FileNotFoundException | NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static ConfigException inUse(StoreFiles files, String holder) {
    String message =
        "another sweep is running on it ("
            + holder
            + "); wait for its end or give another --output";
    return new ConfigException(
        List.of(new ConfigProblem("--output", files.root().toString(), message)));
  }
}
