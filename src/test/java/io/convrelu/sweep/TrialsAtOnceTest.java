package io.convrelu.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.conf.Settings;
import io.convrelu.conf.SettingsReader;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.store.AttemptStart;
import io.convrelu.sweep.store.StoreFiles;
import io.convrelu.sweep.store.SweepResults;
import io.convrelu.sweep.store.TrialStore;
import io.convrelu.sweep.trial.PlannedTrial;
import io.convrelu.sweep.trial.Trial;
import io.convrelu.sweep.trial.TrialProgram;
import io.convrelu.sweep.trial.TrialRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several trials at once, their attempts and their ends, without training anything. */
class TrialsAtOnceTest {

  private static final int SLOTS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static SparkSession spark;

  @TempDir Path folder;

  private final FakeTraining training = new FakeTraining(FakeTraining.DATA);
  private final List<String> told = new ArrayList<>();

  @BeforeAll
  static void startSpark() {
    spark =
        SparkSession.builder()
            .master("local[" + SLOTS + "]")
            .appName("trials-at-once-test")
            .config("spark.ui.enabled", "false")
            .config("spark.scheduler.mode", "FAIR")
            .getOrCreate();
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  @Test
  void asManyTrialsRunAtOnceAsThereAreSlots() throws Exception {
    CountDownLatch together = new CountDownLatch(SLOTS);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    TrialRunner meeting =
        (trial, control) -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          together.countDown();
          assertThat(together.await(60, TimeUnit.SECONDS)).isTrue();
          TrialResult result = training.run(trial, control);
          running.decrementAndGet();
          return result;
        };

    SweepOutcome outcome = sweep(meeting, "sweep.seeds = [1, 2, 3, 4, 5, 6, 7, 8]");

    assertThat(outcome.complete()).isTrue();
    assertThat(outcome.results())
        .extracting(TrialResult::seed)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    assertThat(most).hasValue(SLOTS);
  }

  @Test
  void trialsOfSeveralWorkersLeaveNoSlotIdleAndFewerMayBeAsked() throws Exception {
    // Two workers take two of three slots: the third is not left idle, a fourth would wait.
    assertThat(mostAtOnce("train.workers = 2\nsweep.seeds = [1, 2, 3, 4, 5]")).isEqualTo(2);
    assertThat(mostAtOnce("train.workers = 9\nsweep.seeds = [11, 12, 13]")).isEqualTo(1);
    assertThat(mostAtOnce("sweep { seeds = [21, 22, 23, 24], concurrent-trials = 1 }"))
        .isEqualTo(1);
  }

  private int mostAtOnce(String space) throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    sweep(
        (trial, control) -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          Thread.sleep(100);
          running.decrementAndGet();
          return training.run(trial, control);
        },
        space);
    return most.get();
  }

  @Test
  void jobsOfTrialsAreInPoolsOfTheirOwn() throws Exception {
    Map<String, String> pools = new ConcurrentHashMap<>();
    CountDownLatch together = new CountDownLatch(SLOTS);
    sweep(
        (trial, control) -> {
          together.countDown();
          assertThat(together.await(60, TimeUnit.SECONDS)).isTrue();
          pools.put(trial.id(), spark.sparkContext().getLocalProperty("spark.scheduler.pool"));
          return training.run(trial, control);
        },
        "sweep.seeds = [1, 2, 3]");

    assertThat(pools.values()).containsExactlyInAnyOrder("trial-0", "trial-1", "trial-2");
  }

  @Test
  void aTrialThatFailsIsTriedAgainAsOftenAsAllowed() throws Exception {
    Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();
    TrialRunner flaky =
        (trial, control) -> {
          int attempt =
              tries.computeIfAbsent(trial.id(), id -> new AtomicInteger()).incrementAndGet();
          long seed = new SettingsReader(trial.settings()).whole("train.seed", 1);
          if (attempt <= seed) {
            throw new IllegalStateException("executor gone, attempt " + attempt);
          }
          return training.run(trial, control);
        };

    SweepOutcome outcome = sweep(flaky, "sweep { seeds = [0, 1, 2, 3], retries = 2 }");

    assertThat(outcome.results())
        .extracting(TrialResult::state)
        .containsExactly(
            TrialState.COMPLETED, TrialState.COMPLETED, TrialState.COMPLETED, TrialState.FAILED);
    assertThat(outcome.results()).extracting(TrialResult::attempts).containsExactly(1, 2, 3, 3);
    assertThat(outcome.complete()).isFalse();
    TrialResult failed = outcome.results().get(3);
    assertThat(failed.message()).isEqualTo("IllegalStateException: executor gone, attempt 3");
    assertThat(folder.resolve("trials/" + failed.trial() + "/attempts"))
        .isDirectoryContaining("glob:**/0003.log")
        .isDirectoryNotContaining("glob:**/0004.*");
    assertThat(told).contains("again 1 after 1", "again 2 after 2", "again 3 after 2");

    tries.values().forEach(count -> count.set(9));
    SweepOutcome second = sweep(flaky, "sweep { seeds = [0, 1, 2, 3], retries = 2 }");
    assertThat(second.complete()).isTrue();
    assertThat(second.results().get(3).attempts()).isEqualTo(4);
  }

  @Test
  void settingsThatAreWrongAreAsWrongTheNextTime() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    SweepOutcome outcome =
        sweep(
            (trial, control) -> {
              tries.incrementAndGet();
              throw new io.convrelu.data.BadInputException("train-00001.parquet", "", "damaged");
            },
            "sweep { seeds = [1], retries = 5 }");

    assertThat(tries).hasValue(1);
    assertThat(outcome.results()).extracting(TrialResult::state).containsExactly(TrialState.FAILED);
  }

  @Test
  void aTrialBeyondItsTimeLimitEndsAndTouchesNoOther() throws Exception {
    SweepOutcome outcome =
        sweep(
            (trial, control) -> {
              long seed = new SettingsReader(trial.settings()).whole("train.seed", 1);
              if (seed == 1) {
                TimeUnit.MINUTES.sleep(5);
              } else if (seed == 2) {
                // Spark's jobs of the trial are cancelled, in the middle of a task.
                JavaSparkContext.fromSparkContext(spark.sparkContext())
                    .parallelize(List.of(1), 1)
                    .foreach(TimeUnit.MINUTES::sleep);
              } else if (seed == 3) {
                sleepWhateverHappens(PATIENCE.multipliedBy(4));
              }
              return training.run(trial, control);
            },
            "sweep { seeds = [1, 2, 3, 4, 5], time-limit = 1s }");

    assertThat(outcome.results())
        .extracting(TrialResult::state)
        .containsExactly(
            TrialState.TIMED_OUT,
            TrialState.TIMED_OUT,
            TrialState.TIMED_OUT,
            TrialState.COMPLETED,
            TrialState.COMPLETED);
    assertThat(outcome.results().get(0).message())
        .isEqualTo("not ended within 1 s (sweep.time-limit)");
    // The one that did not listen came back later, and was not heard.
    TimeUnit.MILLISECONDS.sleep(PATIENCE.multipliedBy(2).toMillis());
    assertThat(SweepResults.read(spark, folder.toString()))
        .filteredOn(result -> result.seed() == 3)
        .extracting(TrialResult::state)
        .containsExactly(TrialState.TIMED_OUT);
  }

  private static void sleepWhateverHappens(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      try {
        TimeUnit.MILLISECONDS.sleep(50);
      } catch (InterruptedException e) {
        // As a loop in native code would not notice.
      }
    }
  }

  @Test
  void aSweepOfNothingButFailuresGivesUpAndSaysSo() throws Exception {
    AtomicInteger started = new AtomicInteger();
    SweepOutcome outcome =
        sweep(
            (trial, control) -> {
              started.incrementAndGet();
              throw new IllegalStateException("no space left on device");
            },
            "sweep { seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], retries = 0,"
                + " consecutive-failures = 4, concurrent-trials = 1 }");

    assertThat(started).hasValue(4);
    assertThat(outcome.results()).hasSize(4);
    assertThat(outcome.complete()).isFalse();
    assertThat(outcome.stopped().orElseThrow())
        .contains("4 trials in a row have failed", "sweep.consecutive-failures");
  }

  @Test
  void aListenerThatFailsTouchesNoTrial() throws Exception {
    SweepListener broken =
        new SweepListener() {
          @Override
          public void started(PlannedTrial trial, int attempt) {
            throw new IllegalStateException("server gone");
          }

          @Override
          public void ended(PlannedTrial trial, TrialResult result) {
            throw new IllegalStateException("server gone");
          }
        };
    SweepOutcome outcome =
        new Sweep(
                spark, training.program(), folder.toString(), List.of(broken, new Told()), PATIENCE)
            .run(Settings.parse("sweep.seeds = [1, 2]", "test.conf"));

    assertThat(outcome.complete()).isTrue();
    assertThat(told).contains("finished 2");
  }

  @Test
  void aTrialThatKillsEveryDriverIsLost() throws Exception {
    String space = "sweep { seeds = [1, 2], retries = 1 }";
    String id = sweep(training, space).results().get(0).trial();
    Path trial = folder.resolve("trials").resolve(id);
    Files.delete(trial.resolve("result.json"));
    TrialStore store =
        new TrialStore(
            StoreFiles.at(spark.sparkContext().hadoopConfiguration(), folder.toString()));
    Trial again = new Trial(id, Settings.EMPTY, store.folder(id));
    for (int attempt = 2; attempt <= 3; attempt++) {
      store.begin(again, new AttemptStart(attempt, "7@gone", "2024-05-06T07:08:09Z", 0));
    }
    // The first attempt's note has no end either: its result is what we deleted.
    SweepOutcome lost = sweep(training, space);

    assertThat(lost.results())
        .extracting(TrialResult::state)
        .containsExactly(TrialState.LOST, TrialState.COMPLETED);
    assertThat(lost.results().get(0).message()).contains("died under it 3 times in a row");
    assertThat(told).contains("ended 1 lost");

    SweepOutcome after = sweep(training, space);
    assertThat(after.complete()).isTrue();
  }

  private SweepOutcome sweep(TrialRunner runner, String space) throws Exception {
    TrialProgram program = new TrialProgram(FakeTraining.DATA, FakeTraining::describe, runner);
    return new Sweep(spark, program, folder.toString(), List.of(new Told()), PATIENCE)
        .run(Settings.parse(space, "test.conf"));
  }

  private final class Told implements SweepListener {

    @Override
    public void attemptEnded(PlannedTrial trial, int attempt, String message) {
      told.add("again " + trial.description().seed() + " after " + attempt);
    }

    @Override
    public void ended(PlannedTrial trial, TrialResult result) {
      told.add("ended " + trial.description().seed() + " " + SettingsReader.kebab(result.state()));
    }

    @Override
    public void finished(List<TrialResult> outcome) {
      told.add("finished " + outcome.size());
    }
  }
}
