package io.convrelu.sweep.sink.mlflow;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.mlflow.tracking.MlflowClient;

/**
 * A client that answers in time or throws. The library's own client has no time limits: a server
 * that accepts a connection and says nothing would hold it for ever. Used by one thread.
 */
final class MlflowConnection implements AutoCloseable {

  private static final Duration AGAIN = Duration.ofMillis(100);

  private final String uri;
  private final Duration limit;
  private final ScheduledThreadPoolExecutor watchdog;
  private MlflowClient client;
  // The call that is running, counted from 1; 0 between calls.
  private long running;
  private long calls;

  /**
   * @param limit of one call, its retries included
   */
  MlflowConnection(URI uri, Duration limit) {
    this.uri = uri.toString().replaceAll("/+$", "");
    this.limit = limit;
    this.watchdog =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "sweep: MLflow time limit");
              thread.setDaemon(true);
              return thread;
            });
    watchdog.setRemoveOnCancelPolicy(true);
  }

  /**
   * Asks the server.
   *
   * @throws org.mlflow.tracking.MlflowHttpException when it answers with an error
   * @throws RuntimeException when there is no answer in time
   */
  <T> T call(Function<MlflowClient, T> request) {
    MlflowClient used;
    long call;
    synchronized (this) {
      if (client == null) {
        client = new MlflowClient(uri);
      }
      used = client;
      call = ++calls;
      running = call;
    }
    Thread caller = Thread.currentThread();
    ScheduledFuture<?> watch =
        watchdog.scheduleWithFixedDelay(
            () -> giveUp(call, used, caller),
            limit.toMillis(),
            AGAIN.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      return request.apply(used);
    } finally {
      watch.cancel(false);
      finished();
    }
  }

  @Override
  public synchronized void close() {
    watchdog.shutdownNow();
    if (client != null) {
      client.close();
      client = null;
    }
  }

  /**
   * Closing the client ends a wait for the server; the interrupt, one between two retries. Done
   * until it has worked: a client that has not connected yet has nothing that could be closed.
   */
  private synchronized void giveUp(long call, MlflowClient used, Thread caller) {
    if (running == call) {
      used.close();
      client = null;
      caller.interrupt();
    }
  }

  private synchronized void finished() {
    if (client == null) {
      // The interrupt meant the call that has ended.
      Thread.interrupted();
    }
    running = 0;
  }
}
