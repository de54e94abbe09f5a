package io.convrelu.bench.ours;

import io.convrelu.bench.worker.Trainee;
import io.convrelu.bench.worker.WorkerSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** One or several networks, each trained on a thread of its own as Spark's workers do in a JVM. */
final class GraphTrainee implements Trainee {

  private final WorkerSettings settings;
  private final long parameters;
  private final List<GraphWorker> workers = new ArrayList<>();
  private final List<ExecutorService> threads = new ArrayList<>();

  GraphTrainee(WorkerSettings settings) throws IOException {
    this.settings = settings;
    GraphConfigurations configurations = new GraphConfigurations(settings);
    this.parameters = configurations.parameters();
    for (int i = 0; i < settings.workers(); i++) {
      int seed = i + 1;
      ExecutorService thread =
          Executors.newSingleThreadExecutor(task -> daemon(task, "worker-" + seed));
      threads.add(thread);
      // Made on its own thread: DL4J's memory workspaces belong to threads.
      Future<GraphWorker> made =
          thread.submit(() -> new GraphWorker(settings, configurations.withSeed(seed), seed));
      workers.add(result(made));
    }
  }

  @Override
  public Map<String, String> facts() {
    return OurFacts.with(workers.get(0).data());
  }

  @Override
  public long parameters() {
    return parameters;
  }

  @Override
  public Progress work(int steps) {
    return Progress.timed((long) steps * settings.examplesPerStep(), () -> train(steps));
  }

  private double train(int steps) {
    List<Future<Double>> losses = new ArrayList<>();
    for (int i = 0; i < settings.workers(); i++) {
      GraphWorker worker = workers.get(i);
      Callable<Double> training = () -> worker.train(steps);
      losses.add(threads.get(i).submit(training));
    }
    List<Double> results = losses.stream().map(GraphTrainee::result).toList();
    return results.get(0);
  }

  @Override
  public void close() {
    threads.forEach(ExecutorService::shutdownNow);
  }

  /** Ends with the process, so that a failed worker does not keep it alive. */
  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a worker was training", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a worker failed: " + e.getCause(), e.getCause());
    }
  }
}
