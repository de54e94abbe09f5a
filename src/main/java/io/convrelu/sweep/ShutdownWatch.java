package io.convrelu.sweep;

import io.convrelu.sweep.store.SweepLock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * Notices that the JVM is shutting down (Ctrl-C, a cluster manager's SIGTERM) before Spark and
 * Hadoop do, so that the trial that dies with them is not recorded as failed, and gives the lock
 * back at once.
 */
final class ShutdownWatch implements AutoCloseable {

  /** Ahead of Spark's own hooks (at most 50) and of the closing of file systems (10). */
  private static final int PRIORITY = FileSystem.SHUTDOWN_HOOK_PRIORITY + 90;

  private final AtomicBoolean begun = new AtomicBoolean();
  private final Runnable hook;

  /**
   * @param farewell what is to be noted before the lock is given back
   */
  ShutdownWatch(SweepLock lock, Runnable farewell) {
    this.hook =
        () -> {
          begun.set(true);
          farewell.run();
          lock.close();
        };
    ShutdownHookManager.get().addShutdownHook(hook, PRIORITY);
  }

  boolean begun() {
    return begun.get();
  }

  @Override
  public void close() {
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(hook);
    }
  }
}
