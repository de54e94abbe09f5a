package io.convrelu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convrelu.data.batch.ExampleTally;
import io.convrelu.train.checkpoint.Checkpoint;
import io.convrelu.train.checkpoint.CheckpointStore;
import io.convrelu.train.observed.RecordedEpochs;
import io.convrelu.train.observed.ThresholdCounts;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateCheckpointTest {

  private static final float[] NOTHING = {};

  @TempDir private Path folder;

  @Test
  void everyPartOfAStateComesBackFromTheDisk() throws Exception {
    TrainingState state =
        new TrainingState(
            3,
            2,
            new ModelState("{}", new float[] {1, 2, -0f}, new float[] {3, 4, 5}),
            new float[] {6, 7, Float.MIN_VALUE},
            List.of(new float[] {8}, NOTHING),
            Set.of(1, 0),
            new EpochTotals(List.of(round(1, 1.0 / 3), round(2, Double.NaN))),
            List.of(epoch(1, 0.5), epoch(2, Double.NaN)),
            thresholds());
    CheckpointStore store = CheckpointStore.at(new Configuration(), folder.toUri().toString(), 1);

    store.write(StateCheckpoint.of(state, 17, "{}"));
    Checkpoint read = store.newest().checkpoint().orElseThrow();
    TrainingState restored = StateCheckpoint.state(read, initial(3, 2));

    assertThat(read.position().sequence()).isEqualTo(17);
    assertThat(restored)
        .usingRecursiveComparison()
        .withStrictTypeChecking()
        .ignoringFields("history", "totals", "dropped", "ownMomentum", "initialThresholds")
        .isEqualTo(state);
    assertThat(restored.ownMomentum()).usingRecursiveComparison().isEqualTo(state.ownMomentum());
    assertThat(restored.dropped()).isEqualTo(state.dropped());
    // Records compare NaN with NaN as equal, and everything else to the last bit.
    assertThat(restored.totals()).isEqualTo(state.totals());
    assertThat(restored.history()).isEqualTo(state.history());
    assertThat(restored.history().get(0).deadUnits().keySet()).containsExactly("z", "a");
    assertThat(restored.initialThresholds()).isEqualTo(thresholds());
    assertThat(restored.initialThresholds().keySet()).containsExactly("z", "a");
  }

  /** The text is the history of a checkpoint that the release before wrote. */
  @Test
  void aCheckpointOfAnEarlierReleaseLacksWhatWasNotMeasuredThen() throws Exception {
    Checkpoint now = StateCheckpoint.of(state(2, 0, List.of()), 8, "{}");
    ObjectNode progress = (ObjectNode) now.progress().deepCopy();
    try (InputStream in = getClass().getResourceAsStream("history-before-observations.json")) {
      progress.set("history", new ObjectMapper().readTree(in));
    }
    progress.remove("initialThresholds");

    TrainingState restored =
        StateCheckpoint.state(
            new Checkpoint(now.position(), "{}", progress, now.arrays(), OptionalDouble.empty()),
            initial(3, 0));

    assertThat(restored.initialThresholds()).isEmpty();
    assertThat(restored.history()).hasSize(2);
    assertThat(restored.history())
        .allSatisfy(
            epoch -> {
              assertThat(epoch.classifierSparsity()).isNaN();
              assertThat(epoch.thresholds()).isEmpty();
              assertThat(epoch.deadUnits()).isNotEmpty();
              assertThat(epoch.test().loss()).isPositive();
            });
    assertThat(progress.path("history").path(0).has("classifierSparsity")).isFalse();
  }

  /** A training may go on on another kind of processor, but must say that its bits will differ. */
  @Test
  void anotherEngineIsTold() {
    Checkpoint here = StateCheckpoint.of(state(2, 0, List.of()), 8, "{}");
    ObjectNode progress = (ObjectNode) here.progress().deepCopy();
    progress.put("engine", "oneDNN-2.5.2+vector-256 with blocks of 4");
    Checkpoint elsewhere =
        new Checkpoint(here.position(), "{}", progress, here.arrays(), OptionalDouble.empty());

    assertThat(StateCheckpoint.otherEngine(here)).isEmpty();
    assertThat(StateCheckpoint.otherEngine(elsewhere))
        .contains("oneDNN-2.5.2+vector-256 with blocks of 4");
  }

  /** So that a checkpoint of a long training is not larger than that of a short one. */
  @Test
  void thresholdsStayInTheHistoryOfRecordedEpochsAlone() {
    TrainingState state = state(0, 0, List.of());
    for (int epoch = 1; epoch <= 40; epoch++) {
      state = state.nextEpoch(epoch(epoch, 0.5));
      assertThat(state.history())
          .filteredOn(metrics -> !metrics.thresholds().isEmpty())
          .extracting(EpochMetrics::epoch)
          .isEqualTo(RecordedEpochs.of(epoch));
    }
    assertThat(state.history()).hasSize(40);
    assertThat(state.history().get(1)).isEqualTo(epoch(2, 0.5).withoutThresholds());
  }

  @Test
  void onlyAnEvaluatedEpochHasAScore() {
    List<EpochMetrics> history = List.of(epoch(1, 0.25), epoch(2, 0.75));

    assertThat(score(state(2, 0, history))).hasValue(0.75);
    assertThat(score(state(2, 1, history))).isEmpty();
    assertThat(score(state(0, 0, List.of()))).isEmpty();
    assertThat(score(state(1, 0, List.of(withoutValidation())))).isEmpty();
  }

  @Test
  void whatIsNotOfThisNetworkIsRefused() {
    Checkpoint checkpoint = StateCheckpoint.of(state(0, 1, List.of()), 1, "{}");

    assertThatThrownBy(() -> StateCheckpoint.state(checkpoint, initial(4, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("has 3 parameters, the network has 4");
    assertThatThrownBy(() -> StateCheckpoint.state(checkpoint, initial(3, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("has no array 'momentum-of-worker-0'");
    Map<String, float[]> arrays = new LinkedHashMap<>(checkpoint.arrays());
    Checkpoint empty =
        new Checkpoint(
            checkpoint.position(),
            "{}",
            new com.fasterxml.jackson.databind.ObjectMapper().createObjectNode(),
            arrays,
            OptionalDouble.empty());
    assertThatThrownBy(() -> StateCheckpoint.state(empty, initial(3, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("its dropped: ");
  }

  private static OptionalDouble score(TrainingState state) {
    return StateCheckpoint.of(state, 1, "{}").validationScore();
  }

  private static TrainingState state(int epoch, int round, List<EpochMetrics> history) {
    return new TrainingState(
        epoch,
        round,
        new ModelState("{}", new float[3], NOTHING),
        NOTHING,
        List.of(),
        Set.of(),
        EpochTotals.NONE,
        history,
        Map.of());
  }

  private static TrainingState initial(int parameters, int workersWithMomentum) {
    return new TrainingState(
        0,
        0,
        new ModelState("{}", new float[parameters], NOTHING),
        NOTHING,
        java.util.Collections.nCopies(workersWithMomentum, NOTHING),
        Set.of(),
        EpochTotals.NONE,
        List.of(),
        Map.of());
  }

  private static RoundMetrics round(int number, double lossSum) {
    return new RoundMetrics(
        4,
        number,
        5,
        6,
        new ExampleTally(7, -(1L << 60)),
        lossSum,
        1,
        1L << 40,
        0.1,
        0.2,
        seconds());
  }

  private static RoundSeconds seconds() {
    return new RoundSeconds(0.1, 0.2, 0.3, 0.4, 0.5, 1.7);
  }

  private static EpochMetrics epoch(int number, double validation) {
    Map<String, Double> dead = new LinkedHashMap<>();
    dead.put("z", 0.1);
    dead.put("a", Double.NaN);
    return new EpochMetrics(
        number,
        0.1,
        2.0 / 3,
        new Evaluation(10, Double.isNaN(validation) ? 0.5 : validation, Double.NaN, 1.1),
        new Evaluation(20, validation, 0.9, 1.2),
        100.5,
        0.9,
        0.01,
        7,
        1,
        12345678901L,
        seconds(),
        50.5,
        dead,
        0.75,
        thresholds());
  }

  private static EpochMetrics withoutValidation() {
    EpochMetrics all = epoch(1, 0.5);
    return new EpochMetrics(
        1,
        all.lr(),
        all.trainLoss(),
        Evaluation.NONE,
        all.test(),
        1,
        1,
        1,
        1,
        0,
        1,
        seconds(),
        1,
        Map.of(),
        Double.NaN,
        Map.of());
  }

  private static Map<String, ThresholdCounts> thresholds() {
    Map<String, ThresholdCounts> thresholds = new LinkedHashMap<>();
    thresholds.put("z", new ThresholdCounts(-2, Collections.nCopies(ThresholdCounts.BINS, 3L)));
    thresholds.put(
        "a", new ThresholdCounts(0, Collections.nCopies(ThresholdCounts.BINS, 1L << 40)));
    return thresholds;
  }
}
