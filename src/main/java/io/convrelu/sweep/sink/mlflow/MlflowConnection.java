package io.convrelu.sweep.sink.mlflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.mlflow.tracking.MlflowClient;

/**
 * A client that answers in time or throws. The library's own client has no time limits: a server
 * that accepts a connection and says nothing would hold it for ever. So each call has a thread,
 * which is given up with its client when the time is over. Used by one thread.
 */
final class MlflowConnection implements AutoCloseable {

  private final String uri;
  private final Duration limit;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "sweep: MLflow request");
            thread.setDaemon(true);
            return thread;
          });
  private MlflowClient client;

  /**
   * @param limit of one call, its retries included
   */
  MlflowConnection(URI uri, Duration limit) {
    this.uri = uri.toString().replaceAll("/+$", "");
    this.limit = limit;
    this.client = new MlflowClient(this.uri);
  }

  /**
   * Asks the server.
   *
   * @throws org.mlflow.tracking.MlflowHttpException when it answers with an error
   * @throws RuntimeException when there is no answer in time
   */
  <T> T call(Function<MlflowClient, T> request) {
    MlflowClient used = client;
    Future<T> answer = threads.submit(() -> request.apply(used));
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      answer.cancel(true);
      renew();
      throw new UncheckedIOException(
          new IOException("no answer within " + limit.toSeconds() + " seconds"));
    } catch (InterruptedException e) {
      answer.cancel(true);
      renew();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    threads.shutdownNow();
  }

  /** Closing the old client ends its wait, except for one that had not got to wait yet. */
  private void renew() {
    client.close();
    client = new MlflowClient(uri);
  }
}
