package io.convrelu.bench.sweeps;

import io.convrelu.conf.Settings;
import io.convrelu.sweep.Sweep;
import io.convrelu.sweep.SweepOutcome;
import io.convrelu.sweep.result.TrialState;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;

/**
 * What scheduling and keeping cost: sweeps of stub trainings of several sizes, so that one sees
 * what grows with the number of trials and how. {@code SweepCost [TRIALS...]}, by default 1,000,
 * 3,000 and 10,000, each once to its end, once again on the same store, where nothing is left to
 * do, and once with asynchronous successive halving.
 */
public final class SweepCost {

  private static final int SLOTS = 64;

  private SweepCost() {}

  public static void main(String[] args) throws Exception {
    List<Integer> sizes =
        args.length == 0
            ? List.of(1_000, 3_000, 10_000)
            : List.of(args).stream().map(Integer::valueOf).toList();
    Path folder = Files.createTempDirectory("sweep-cost");
    SparkSession spark =
        SparkSession.builder()
            .master("local[" + SLOTS + "]")
            .appName("sweep cost")
            .config("spark.ui.enabled", "false")
            .config("spark.scheduler.mode", "FAIR")
            .getOrCreate();
    PrintStream out = System.out;
    try {
      warmUp(spark, folder);
      out.printf(
          Locale.ROOT,
          "%-8s %8s %10s %12s %14s %12s %12s%n",
          "sweep",
          "trials",
          "seconds",
          "trials/s",
          "heap, MB",
          "files/trial",
          "bytes/trial");
      for (int trials : sizes) {
        Path store = folder.resolve("grid-" + trials);
        report(out, "grid", trials, run(spark, store, trials, ""), store);
        report(out, "resumed", trials, run(spark, store, trials, ""), store);
        Path pruned = folder.resolve("asha-" + trials);
        String asha = "sweep.pruning { rule = asha, min-epochs = 1, reduction = 3 }";
        report(out, "asha", trials, run(spark, pruned, trials, asha), pruned);
      }
    } finally {
      spark.stop();
      FileUtils.deleteDirectory(folder.toFile());
    }
  }

  /**
   * @param heap bytes in use after a collection, while the sweep's outcome is still held
   */
  private record Cost(double seconds, long heap, int completed) {}

  private static void warmUp(SparkSession spark, Path folder) throws Exception {
    run(spark, folder.resolve("warm-up"), 200, "");
  }

  private static Cost run(SparkSession spark, Path store, int trials, String more)
      throws Exception {
    String space =
        String.format(
            Locale.ROOT,
            "sweep.random { trials = %d, seed = 1, space { \"train.lr\" = { log-uniform = [1e-4, 1] },"
                + " \"train.seed\" = { integer-uniform = [1, 1000000000] } } }%n"
                + "train.epochs = 10%n%s",
            trials,
            more);
    Settings settings = Settings.parse(space, "simulation");
    long start = System.nanoTime();
    SweepOutcome outcome =
        new Sweep(spark, new StubTraining().program(), store.toString(), List.of()).run(settings);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.gc();
    Runtime jvm = Runtime.getRuntime();
    long heap = jvm.totalMemory() - jvm.freeMemory();
    int completed =
        (int)
            outcome.results().stream()
                .filter(result -> result.state() == TrialState.COMPLETED)
                .count();
    if (!outcome.complete() || outcome.results().size() != trials) {
      throw new IllegalStateException("not all trials have ended, or some were drawn twice");
    }
    return new Cost(seconds, heap, completed);
  }

  private static void report(PrintStream out, String name, int trials, Cost cost, Path store)
      throws IOException {
    Size size = Size.of(store.resolve("trials"));
    out.printf(
        Locale.ROOT,
        "%-8s %8d %10.1f %12.0f %14.0f %12.1f %12.0f   %d completed%n",
        name,
        trials,
        cost.seconds(),
        trials / cost.seconds(),
        cost.heap() / 1e6,
        (double) size.files() / trials,
        (double) size.bytes() / trials,
        cost.completed());
  }

  /** Files below a folder, and their bytes. */
  private record Size(long files, long bytes) {

    static Size of(Path folder) throws IOException {
      long[] sums = new long[2];
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              sums[0]++;
              sums[1] += attributes.size();
              return FileVisitResult.CONTINUE;
            }
          });
      return new Size(sums[0], sums[1]);
    }
  }
}
