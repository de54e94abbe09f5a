package io.convrelu.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.Settings;
import io.convrelu.conf.SettingsReader;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialResult.EpochPoint;
import io.convrelu.sweep.result.TrialResultBuilder;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.store.SweepResults;
import io.convrelu.sweep.trial.Trial;
import io.convrelu.sweep.trial.TrialControl;
import io.convrelu.sweep.trial.TrialOutline;
import io.convrelu.sweep.trial.TrialProgram;
import io.convrelu.sweep.trial.TrialRunner;
import io.convrelu.sweep.trial.TrialValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrunedSweepTest {

  private static final String EIGHT =
      "sweep.grid { \"train.lr\" = [0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1] }\n";
  private static final String ASHA = "sweep.pruning { rule = asha, reduction = 2 }\n";

  private static SparkSession spark;

  @TempDir Path folder;

  private final Map<String, Integer> checkpoints = new ConcurrentHashMap<>();
  private long validationExamples = 100;

  @BeforeAll
  static void startSpark() {
    spark =
        SparkSession.builder()
            .master("local[1]")
            .appName("pruned-sweep-test")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate();
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  @Test
  void halvingEndsTrialsWhereTheyAreAndTheSweepIsComplete() throws Exception {
    SweepOutcome outcome = sweep(EIGHT + ASHA);

    assertThat(outcome.complete()).isTrue();
    assertThat(epochs(outcome))
        .isEqualTo(Map.of(0.8, 5, 0.7, 4, 0.6, 2, 0.5, 2, 0.4, 1, 0.3, 1, 0.2, 1, 0.1, 1));
    assertThat(outcome.results())
        .allSatisfy(
            result ->
                assertThat(result.state())
                    .isEqualTo(result.epochs() == 5 ? TrialState.COMPLETED : TrialState.PRUNED));
    assertThat(SweepResults.read(spark, folder.toString()))
        .containsExactlyInAnyOrderElementsOf(outcome.results());
  }

  @Test
  void aTrialThatWasKilledBeforeItsPauseWasKeptPausesAgain() throws Exception {
    Map<Double, Integer> undisturbed = epochs(sweep(EIGHT + ASHA));
    List<Path> paused = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> file.getFileName().toString().endsWith(".result.json"))
          .forEach(paused::add);
    }
    for (Path result : paused) {
      Files.delete(result);
      Files.deleteIfExists(result.getParent().resolveSibling("result.json"));
    }

    SweepOutcome again = sweep(EIGHT + ASHA);

    assertThat(paused).isNotEmpty();
    assertThat(again.complete()).isTrue();
    assertThat(epochs(again)).isEqualTo(undisturbed);
  }

  @Test
  void theMedianRuleEndsTrialsThatAreBehind() throws Exception {
    SweepOutcome outcome =
        sweep(
            "sweep.list = [{ train.lr = 0.5 }, { train.lr = 0.6 }, { train.lr = 0.1 }, {train.lr = 0.7 }]\n"
                + "sweep.pruning { rule = median, min-epochs = 2, min-trials = 2 }");

    assertThat(epochs(outcome)).isEqualTo(Map.of(0.5, 5, 0.6, 5, 0.1, 2, 0.7, 5));
  }

  @Test
  void dataWithoutAValidationSplitCannotBePruned() {
    validationExamples = 0;
    assertThatThrownBy(() -> sweep(EIGHT + ASHA))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "test.conf: 2: sweep.pruning.rule: compares trials on the validation split");
    assertThatThrownBy(() -> sweep(EIGHT + "sweep.pruning { rule = asha, min-epochs = 5 }"))
        .isInstanceOf(ConfigException.class);
    assertThat(folder).isEmptyDirectory();
  }

  /** Trains to the accuracy {@code lr · epochs}. */
  private final class Climb implements TrialRunner {

    @Override
    public TrialResult run(Trial trial, TrialControl control) {
      List<EpochPoint> curve = new ArrayList<>();
      boolean goesOn = true;
      while (goesOn && curve.size() < 5) {
        int epoch = curve.size() + 1;
        double top1 = lr(trial.settings()) * epoch / 10;
        curve.add(new EpochPoint(epoch, 0.1, 1, 1, top1, top1, 1, 0, 0, 0));
        checkpoints.merge(trial.id(), epoch, Math::max);
        goesOn = control.goOn(curve.get(epoch - 1));
      }
      TrialState state = curve.size() < 5 ? TrialState.PRUNED : TrialState.COMPLETED;
      return new TrialResultBuilder(
              trial.id(),
              state,
              FakeTraining.DATA,
              FakeTraining.describe(trial.settings()).description())
          .epochs(curve.size())
          .curve(curve)
          .build();
    }

    @Override
    public int epochsKept(Trial trial) throws IOException {
      return checkpoints.getOrDefault(trial.id(), 0);
    }
  }

  private static double lr(Settings settings) {
    return new SettingsReader(settings).real("train.lr", 0, 0, 1);
  }

  private SweepOutcome sweep(String conf) throws Exception {
    TrialValidator validator =
        settings ->
            new TrialOutline(
                FakeTraining.describe(settings).description(), 5, 1, validationExamples);
    TrialProgram program = new TrialProgram(FakeTraining.DATA, validator, new Climb());
    return new Sweep(spark, program, folder.toString(), List.of())
        .run(Settings.parse(conf, "test.conf"));
  }

  private static Map<Double, Integer> epochs(SweepOutcome outcome) {
    return outcome.results().stream()
        .collect(
            Collectors.toMap(
                r -> Double.valueOf(r.settings().get("train.lr")), TrialResult::epochs));
  }
}
