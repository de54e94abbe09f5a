package io.convrelu.sweep.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.sweep.SweepListener;
import io.convrelu.sweep.ToldTrials;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.trial.PlannedTrial;
import io.convrelu.sweep.trial.TrialPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BackgroundSinkTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final PlannedTrial trial = ToldTrials.planned("abc", "train.lr = 0.1");
  private final List<String> told = new ArrayList<>();

  @Test
  void passesEverythingOnInItsOrderAndWaitsForItAtTheEnd() {
    BackgroundSink sink = new BackgroundSink("test", new Recorder(), 10, LONG);

    sink.planned(new TrialPlan(List.of(trial), 0), List.of());
    sink.started(trial, 1);
    sink.epoch(trial, ToldTrials.epoch(1));
    sink.paused(trial);
    sink.attemptEnded(trial, 1, "x");
    sink.ended(trial, ToldTrials.result(trial, TrialState.COMPLETED, "", List.of()));
    sink.finished(List.of());

    assertThat(told)
        .containsExactly(
            "planned", "started 1", "epoch 1", "paused", "failed x", "completed", "finished");
  }

  @Test
  void whatGoesWrongInTheSinkStaysThere() {
    SweepListener broken =
        new Recorder() {
          @Override
          public void epoch(PlannedTrial trial, TrialResult.EpochPoint epoch) {
            if (epoch.epoch() == 1) {
              throw new IllegalStateException("disk full");
            }
            throw new NoClassDefFoundError("some/Library");
          }
        };
    BackgroundSink sink = new BackgroundSink("test", broken, 10, LONG);

    sink.epoch(trial, ToldTrials.epoch(1));
    sink.epoch(trial, ToldTrials.epoch(2));
    sink.finished(List.of());

    assertThat(told).containsExactly("finished");
  }

  @Test
  @Timeout(60)
  void aSinkThatHangsIsWaitedForOnlyAtTheEndAndNotForEver() throws InterruptedException {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    SweepListener hangs =
        new Recorder() {
          @Override
          public void started(PlannedTrial trial, int attempt) {
            hanging.countDown();
            try {
              never.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    BackgroundSink sink = new BackgroundSink("test", hangs, 3, Duration.ofMillis(50));

    sink.started(trial, 1);
    hanging.await();
    for (int i = 1; i <= 1000; i++) {
      sink.epoch(trial, ToldTrials.epoch(i));
    }
    sink.finished(List.of());

    assertThat(told).isEmpty();
    never.countDown();
  }

  @Test
  void aSweepThatWasInterruptedStillWritesWhatItHas() {
    BackgroundSink sink = new BackgroundSink("test", new Recorder(), 10, LONG);
    Thread.currentThread().interrupt();

    sink.started(trial, 1);
    sink.finished(List.of());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(told).containsExactly("started 1", "finished");
  }

  private class Recorder implements SweepListener {

    @Override
    public void planned(TrialPlan plan, List<TrialResult> ended) {
      told.add("planned");
    }

    @Override
    public void started(PlannedTrial trial, int attempt) {
      told.add("started " + attempt);
    }

    @Override
    public void epoch(PlannedTrial trial, TrialResult.EpochPoint epoch) {
      told.add("epoch " + epoch.epoch());
    }

    @Override
    public void paused(PlannedTrial trial) {
      told.add("paused");
    }

    @Override
    public void attemptEnded(PlannedTrial trial, int attempt, String message) {
      told.add("failed " + message);
    }

    @Override
    public void ended(PlannedTrial trial, TrialResult result) {
      told.add("completed");
    }

    @Override
    public void finished(List<TrialResult> outcome) {
      told.add("finished");
    }
  }
}
