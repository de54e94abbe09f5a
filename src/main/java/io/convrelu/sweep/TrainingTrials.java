package io.convrelu.sweep;

import io.convrelu.conf.Settings;
import io.convrelu.train.TrainingJob;
import io.convrelu.train.TrainingPlan;
import io.convrelu.train.TrainingProgress;
import io.convrelu.train.TrainingRun;
import java.io.IOException;

/** Trials that train: what {@code jobs/train.sh} does, once for each trial. */
public final class TrainingTrials {

  private final TrainingJob job;
  private final TrainingProgress progress;
  private final TrainingRecord record;

  /**
   * @param progress is told how the running trial gets on
   */
  public TrainingTrials(TrainingJob job, TrainingProgress progress) {
    this.job = job;
    this.progress = progress;
    this.record = new TrainingRecord(job);
  }

  /** What a sweep runs. */
  public TrialProgram program() {
    return new TrialProgram(SweepData.of(job.dataset()), this::describe, this::train);
  }

  private TrialDescription describe(Settings settings) {
    TrainingPlan plan = TrainingPlan.of(settings);
    job.validate(plan);
    return TrainingRecord.describe(plan);
  }

  private TrialResult train(Trial trial) throws IOException {
    TrainingPlan plan = TrainingPlan.of(trial.settings());
    TrialClock clock = TrialClock.start();
    TrainingRun run = job.run(plan, trial.folder(), progress);
    return record.ended(trial, plan, run, clock);
  }
}
