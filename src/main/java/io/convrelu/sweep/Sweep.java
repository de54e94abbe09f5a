package io.convrelu.sweep;

import io.convrelu.conf.Settings;
import io.convrelu.sweep.space.SearchSpace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the trials of a search space one after the other on one output folder. Started again on the
 * same folder it goes on where it was: trials that completed or diverged are not run again, failed
 * ones and the one that was running are.
 */
public final class Sweep {

  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
  private static final Duration LEASE = Duration.ofSeconds(30);

  /** How old the table of results may get while trials run. */
  private static final Duration TABLE_AGE = Duration.ofSeconds(60);

  private final SparkSession spark;
  private final TrialProgram program;
  private final StoreFiles files;
  private final TrialStore store;
  private final SweepListener listener;
  private final Duration lease;

  /**
   * @param output the sweep's folder, on any Hadoop file system; need not exist
   */
  public Sweep(SparkSession spark, TrialProgram program, String output, SweepListener listener)
      throws IOException {
    this(spark, program, output, listener, LEASE);
  }

  Sweep(
      SparkSession spark,
      TrialProgram program,
      String output,
      SweepListener listener,
      Duration lease)
      throws IOException {
    this.spark = spark;
    this.program = program;
    this.files = StoreFiles.at(spark.sparkContext().hadoopConfiguration(), output);
    this.store = new TrialStore(files);
    this.listener = listener;
    this.lease = lease;
  }

  /**
   * Runs what is left to run.
   *
   * @param settings the trials' common settings with the section {@code sweep}
   * @return how each trial of the space ended, in the order of the space
   * @throws io.convrelu.conf.ConfigException when the space or a trial of it is not valid, when the
   *     folder belongs to other data, or when another sweep runs on it; no trial has started then
   * @throws io.convrelu.data.BadInputException when what is stored in the folder is damaged
   * @throws InterruptedException when the thread was interrupted or the JVM is shutting down; what
   *     had ended is kept
   * @throws IOException when the folder cannot be read or written
   */
  public List<TrialResult> run(Settings settings) throws IOException, InterruptedException {
    TrialPlan plan = TrialPlan.of(SearchSpace.read(settings), program, store::folder);
    if (plan.repeated() > 0) {
      LOG.info(
          "{} points of the space repeat an earlier one; each trial runs once", plan.repeated());
    }
    try (SweepLock lock = SweepLock.acquire(files, lease);
        ShutdownWatch shutdown = new ShutdownWatch(lock)) {
      List<TrialResult> stored = store.load();
      SweepManifest manifest = new SweepManifest(files);
      manifest.requireSameData(program.data(), stored);
      manifest.write(program.data(), settings);
      return runAll(plan, stored, lock, shutdown);
    }
  }

  private List<TrialResult> runAll(
      TrialPlan plan, List<TrialResult> stored, SweepLock lock, ShutdownWatch shutdown)
      throws IOException, InterruptedException {
    Map<String, TrialResult> results = new HashMap<>();
    stored.forEach(result -> results.put(result.trial(), result));
    List<PlannedTrial> trials = plan.trials();
    List<TrialResult> settled =
        trials.stream()
            .filter(trial -> ended(results, trial))
            .map(trial -> results.get(trial.id()))
            .toList();
    int left = trials.size() - settled.size();
    listener.planned(plan, settled);

    TrialExecution execution = new TrialExecution(program, store, () -> stopping(shutdown));
    ResultsTable table = new ResultsTable(spark, files);
    long written = System.nanoTime();
    for (int i = 0; i < trials.size(); i++) {
      PlannedTrial trial = trials.get(i);
      if (ended(results, trial)) {
        continue;
      }
      lock.check();
      TrialResult result = execution.run(trial);
      lock.check();
      store.commit(result);
      results.put(trial.id(), result);
      left--;
      listener.ended(trial, result);
      if (left > 0 && System.nanoTime() - written > TABLE_AGE.toNanos()) {
        table.replace(List.copyOf(results.values()));
        written = System.nanoTime();
      }
    }
    table.replace(List.copyOf(results.values()));
    List<TrialResult> outcome = new ArrayList<>();
    trials.forEach(trial -> outcome.add(results.get(trial.id())));
    return List.copyOf(outcome);
  }

  private boolean stopping(ShutdownWatch shutdown) {
    return shutdown.begun() || spark.sparkContext().isStopped();
  }

  /** A failed trial is tried again: what it failed of may be mended. */
  private static boolean ended(Map<String, TrialResult> results, PlannedTrial trial) {
    TrialResult result = results.get(trial.id());
    return result != null && result.state() != TrialState.FAILED;
  }
}
