package io.convrelu.sweep.sink.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.sweep.ToldTrials;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.sink.mlflow.StubServer.Mood;
import io.convrelu.sweep.sink.mlflow.StubServer.StoredRun;
import io.convrelu.sweep.trial.PlannedTrial;
import io.convrelu.sweep.trial.TrialPlan;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

class MlflowSinkTest {

  /** A clock that a test sets. */
  private static final class SetClock extends Clock {
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static final String OUTPUT = "file:/sweeps/it's one";

  private final SetClock clock = new SetClock();
  private final PlannedTrial trial = ToldTrials.planned("abc", "train.lr = 0.1");
  private final PlannedTrial other = ToldTrials.planned("def", "train.lr = 0.2");
  private StubServer server;

  @BeforeEach
  void start() throws IOException {
    server = new StubServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aTrialIsARunWithItsSettingsItsEpochsAndItsEnd() {
    MlflowSink sink = sink();
    sink.planned(plan(), List.of());
    sink.started(trial, 1);
    sink.epoch(trial, ToldTrials.epoch(1));
    assertThat(server.run("abc").status).isEqualTo("RUNNING");
    sink.epoch(trial, ToldTrials.epoch(2, Double.NaN));
    sink.ended(trial, completed(trial, 2));
    sink.finished(List.of());

    assertThat(server.experiments()).containsOnlyKeys("paper");
    StoredRun run = server.run("abc");
    assertThat(run.name).isEqualTo("train.lr = 0.1");
    assertThat(run.status).isEqualTo("FINISHED");
    assertThat(run.ended).isEqualTo(clock.millis());
    assertThat(run.params)
        .containsEntry("train.lr", "0.1")
        .containsEntry("network.name", "cnn-small")
        .containsEntry("train.seed", "1");
    assertThat(run.tags)
        .containsEntry("convrelu.state", "completed")
        .containsEntry("convrelu.output", OUTPUT)
        .containsEntry("convrelu.dataset", "synthetic (synthetic)");
    assertThat(run.metrics)
        .contains("loss/train@1=2.0", "loss/train@2=1.0", "accuracy/validation@1=0.51")
        .contains("classifier-sparsity@2=0.5", "averaging-overhead@2=0.1")
        .doesNotHaveDuplicates()
        .noneMatch(metric -> metric.startsWith("accuracy/validation@2"));
  }

  @Test
  void everyEndHasItsStatus() {
    MlflowSink sink = sink();
    for (TrialState state : TrialState.values()) {
      if (state.ended()) {
        PlannedTrial one = ToldTrials.planned(state.name(), "train.lr = 0.1");
        sink.ended(one, ToldTrials.result(one, state, "why", List.of()));
      }
    }
    sink.started(trial, 1);
    sink.finished(List.of());

    assertThat(server.run("COMPLETED").status).isEqualTo("FINISHED");
    assertThat(server.run("PRUNED").status).isEqualTo("KILLED");
    assertThat(server.run("TIMED_OUT").status).isEqualTo("KILLED");
    assertThat(server.run("TIMED_OUT").tags).containsEntry("convrelu.state", "timed-out");
    for (String state : List.of("DIVERGED", "FAILED", "LOST")) {
      assertThat(server.run(state).status).isEqualTo("FAILED");
      assertThat(server.run(state).tags).containsEntry("convrelu.message", "why");
    }
    assertThat(server.run("abc").status).as("of a stopped sweep").isEqualTo("SCHEDULED");
  }

  @Test
  void aSweepThatIsStartedAgainGoesOnWithItsRuns() {
    MlflowSink killed = sink();
    killed.planned(plan(), List.of());
    killed.started(trial, 1);
    ToldTrials.epochs(3).forEach(epoch -> killed.epoch(trial, epoch));
    killed.started(other, 1);
    killed.ended(other, ToldTrials.result(other, TrialState.FAILED, "no", ToldTrials.epochs(1)));

    MlflowSink next = sink();
    next.planned(plan(), List.of());
    next.started(other, 2);
    assertThat(server.run("def").status).isEqualTo("RUNNING");
    next.started(trial, 1);
    next.epoch(trial, ToldTrials.epoch(3));
    next.epoch(trial, ToldTrials.epoch(4));
    next.ended(trial, completed(trial, 4));
    next.finished(List.of());

    assertThat(server.runs()).hasSize(2);
    assertThat(server.run("abc").metrics)
        .doesNotHaveDuplicates()
        .filteredOn(metric -> metric.startsWith("lr@"))
        .containsExactly("lr@1=0.1", "lr@2=0.1", "lr@3=0.1", "lr@4=0.1");
    assertThat(server.run("def").tags).containsEntry("convrelu.state", "pending");
  }

  @Test
  void whatEndedBeforeIsSentUnlessTheServerHasIt() {
    List<TrialResult> ended = List.of(completed(trial, 2), completed(other, 2));
    sink().ended(trial, completed(trial, 2));
    int before = server.requests().size();

    sink().planned(plan(), ended);
    assertThat(server.runs()).hasSize(2);
    assertThat(server.run("def").status).isEqualTo("FINISHED");
    assertThat(server.requests().subList(before, server.requests().size()))
        .containsOnlyOnce("runs/create");

    int then = server.requests().size();
    sink().planned(plan(), ended);
    assertThat(server.requests().subList(then, server.requests().size()))
        .containsExactly("experiments/get-by-name", "runs/search", "runs/search");
  }

  @Test
  void sweepsOfOneExperimentKeepTheirRunsApart() {
    sink().ended(trial, completed(trial, 1));
    MlflowSink elsewhere =
        new MlflowSink(
            new MlflowTarget(server.uri(), "paper"), "file:/other", clock, Duration.ofSeconds(5));
    elsewhere.ended(trial, completed(trial, 1));

    assertThat(server.runs()).hasSize(2);
    assertThat(server.experiments()).hasSize(1);
  }

  @Test
  void aServerThatFailsIsAskedAgainAfterARestAndMissesNothing() {
    MlflowSink sink = sink();
    sink.planned(plan(), List.of());
    sink.started(trial, 1);
    sink.epoch(trial, ToldTrials.epoch(1));
    server.mood(Mood.FAILING);
    sink.epoch(trial, ToldTrials.epoch(2));
    int asked = server.requests().size();
    sink.epoch(trial, ToldTrials.epoch(3));
    assertThat(server.requests()).as("no request during the rest").hasSize(asked);
    server.mood(Mood.ANSWERING);
    clock.now = clock.now.plusSeconds(31);
    sink.epoch(trial, ToldTrials.epoch(4));

    assertThat(server.run("abc").metrics)
        .filteredOn(metric -> metric.startsWith("lr@"))
        .containsExactly("lr@1=0.1", "lr@2=0.1", "lr@3=0.1", "lr@4=0.1");

    server.mood(Mood.FAILING);
    sink.ended(trial, completed(trial, 4));
    server.mood(Mood.ANSWERING);
    sink.finished(List.of());
    assertThat(server.run("abc").status).isEqualTo("FINISHED");
  }

  @Test
  @Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
  void aServerThatSaysNothingIsGivenUpInTime() {
    server.mood(Mood.SILENT);
    MlflowSink sink =
        new MlflowSink(
            new MlflowTarget(server.uri(), "paper"), OUTPUT, clock, Duration.ofMillis(200));
    sink.planned(plan(), List.of());
    sink.ended(trial, completed(trial, 1));
    sink.finished(List.of());
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(server.runs()).isEmpty();

    server.mood(Mood.ANSWERING);
    sink().planned(plan(), List.of(completed(trial, 1)));
    assertThat(server.run("abc").status).isEqualTo("FINISHED");
  }

  @Test
  void aServerThatIsNotThereCostsOneRequestInAWhile() {
    server.close();
    MlflowSink sink = sink();

    sink.planned(plan(), List.of());
    sink.started(trial, 1);
    sink.epoch(trial, ToldTrials.epoch(1));
    sink.ended(trial, completed(trial, 1));
    sink.finished(List.of());

    assertThat(server.requests()).isEmpty();
  }

  @Test
  void longTextsAndManySettingsFitIntoTheServersBounds() {
    StringBuilder settings = new StringBuilder("long = \"" + "x".repeat(7000) + "\"\n");
    for (int i = 0; i < 150; i++) {
      settings.append("key").append(i).append(" = 1\n");
    }
    PlannedTrial large = ToldTrials.planned("abc", settings.toString());
    sink().ended(large, completed(large, 200));

    assertThat(server.run("abc").params).hasSizeGreaterThan(150);
    assertThat(server.run("abc").params.get("long")).hasSize(500).endsWith("x…");
    assertThat(server.run("abc").metrics).hasSize(9 * 200);
    assertThat(server.run("abc").status).isEqualTo("FINISHED");
  }

  private MlflowSink sink() {
    return new MlflowSink(
        new MlflowTarget(server.uri(), "paper"), OUTPUT, clock, Duration.ofSeconds(10));
  }

  private TrialPlan plan() {
    return new TrialPlan(List.of(trial, other), 0);
  }

  private static TrialResult completed(PlannedTrial trial, int epochs) {
    return ToldTrials.result(trial, TrialState.COMPLETED, "", ToldTrials.epochs(epochs));
  }
}
