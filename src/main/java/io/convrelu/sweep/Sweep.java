package io.convrelu.sweep;

import io.convrelu.conf.Settings;
import io.convrelu.sweep.queue.TrialQueue;
import io.convrelu.sweep.store.ResultsTable;
import io.convrelu.sweep.store.StoreFiles;
import io.convrelu.sweep.store.StoredTrial;
import io.convrelu.sweep.store.SweepLock;
import io.convrelu.sweep.store.SweepManifest;
import io.convrelu.sweep.store.TableKeeper;
import io.convrelu.sweep.store.TrialStore;
import io.convrelu.sweep.trial.TrialPlan;
import io.convrelu.sweep.trial.TrialProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the trials of a search space on one output folder, as many at once as keep all slots of the
 * Spark application busy. Started again on the same folder it goes on where it was: settled trials
 * are not run again, those that ran go on from their checkpoints, and those that failed are tried
 * again.
 */
public final class Sweep {

  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  /** How long a driver, or a trial that was told to end, may be silent before it is given up. */
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
   * @param listeners are told how it goes on; what goes wrong in them touches no trial
   */
  public Sweep(
      SparkSession spark, TrialProgram program, String output, List<SweepListener> listeners)
      throws IOException {
    this(spark, program, output, listeners, LEASE);
  }

  Sweep(
      SparkSession spark,
      TrialProgram program,
      String output,
      List<SweepListener> listeners,
      Duration lease)
      throws IOException {
    this.spark = spark;
    this.program = program;
    this.files = StoreFiles.at(spark.sparkContext().hadoopConfiguration(), output);
    this.store = new TrialStore(files);
    this.listener = new SafeListener(listeners);
    this.lease = lease;
  }

  /**
   * Runs what is left to run.
   *
   * @param settings the trials' common settings with the section {@code sweep}
   * @return how the trials of the space ended
   * @throws io.convrelu.conf.ConfigException when the space or a trial of it is not valid, when the
   *     folder belongs to other data, or when another sweep runs on it; no trial has started then
   * @throws io.convrelu.data.BadInputException when what is stored in the folder is damaged
   * @throws InterruptedException when the thread was interrupted or the JVM is shutting down; what
   *     had ended is kept
   * @throws IOException when the folder cannot be read or written
   */
  public SweepOutcome run(Settings settings) throws IOException, InterruptedException {
    SweepPlan read = SweepPlan.read(settings, program, store::folder);
    TrialPlan plan = read.trials();
    SweepSettings sweep = read.settings();
    if (plan.repeated() > 0) {
      LOG.info(
          "{} points of the space repeat an earlier one; each trial runs once", plan.repeated());
    }
    TrialQueue queue = read.queue();
    EpochLedger ledger =
        read.pruning().active() ? new StoredLedger(queue, store) : EpochLedger.NOBODY_ASKS;
    SweepRun run = new SweepRun(plan, program, store, ledger, queue, sweep, listener);
    try (SweepLock lock = SweepLock.acquire(files, lease)) {
      Map<String, StoredTrial> stored = store.read();
      SweepManifest manifest = new SweepManifest(files);
      manifest.requireSameData(program.data(), TrialStore.results(stored));
      manifest.write(program.data(), settings);
      return run(read, run, stored, lock);
    }
  }

  private SweepOutcome run(
      SweepPlan plan, SweepRun run, Map<String, StoredTrial> stored, SweepLock lock)
      throws IOException, InterruptedException {
    SweepSettings sweep = plan.settings();
    TableKeeper table = new TableKeeper(new ResultsTable(spark, files), TABLE_AGE);
    TrialDesk desk = new TrialDesk(run, program, store, lock, sweep);
    try (ShutdownWatch shutdown = new ShutdownWatch(lock, desk::noteStops)) {
      run.takeOver(plan.trials(), stored);
      BooleanSupplier stopping = () -> shutdown.begun() || spark.sparkContext().isStopped();
      TrialThreads threads = new TrialThreads(spark.sparkContext());
      Optional<String> givenUp =
          new SweepLoop(spark.sparkContext(), run, desk, threads, sweep, table, lease, stopping)
              .run();
      table.write(run.all());
      return new SweepOutcome(plan.trials().trials().size(), run.outcome(), givenUp);
    } finally {
      listener.finished(run.outcome());
    }
  }
}
