package io.convrelu.sweep.training;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.Settings;
import io.convrelu.conf.SettingsReader;
import io.convrelu.data.BadInputException;
import io.convrelu.data.Split;
import io.convrelu.sweep.SweepSettings;
import io.convrelu.sweep.provenance.Provenance;
import io.convrelu.sweep.result.SweepData;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.trial.Trial;
import io.convrelu.sweep.trial.TrialClock;
import io.convrelu.sweep.trial.TrialControl;
import io.convrelu.sweep.trial.TrialOutline;
import io.convrelu.sweep.trial.TrialProgram;
import io.convrelu.sweep.trial.TrialRunner;
import io.convrelu.train.EpochMetrics;
import io.convrelu.train.StartingPoint;
import io.convrelu.train.TrainingJob;
import io.convrelu.train.TrainingPlan;
import io.convrelu.train.TrainingProgress;
import io.convrelu.train.TrainingRun;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trials that train: what {@code jobs/train.sh} does, once for each trial. */
public final class TrainingTrials {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingTrials.class);

  private final TrainingJob job;
  private final int atOnce;
  private final TrainingRecord record;

  /**
   * @param settings of the sweep, which say how many trials run at once
   */
  public TrainingTrials(TrainingJob job, Settings settings) {
    this.job = job;
    this.atOnce =
        SweepSettings.read(new SettingsReader(settings))
            .concurrentTrials()
            .orElse(Integer.MAX_VALUE);
    this.record = new TrainingRecord(job);
  }

  /** What a sweep runs. */
  public TrialProgram program() {
    return new TrialProgram(SweepData.of(job.dataset()), this::outline, new Runner());
  }

  private TrialOutline outline(Settings settings) {
    TrainingPlan plan = TrainingPlan.of(settings);
    job.validate(plan, atOnce);
    return new TrialOutline(
        TrainingRecord.describe(plan),
        plan.train().epochs(),
        plan.train().workers(),
        job.dataset().description().count(Split.VALIDATION));
  }

  /** Trains from the newest checkpoint that an earlier attempt has left. */
  private final class Runner implements TrialRunner {

    @Override
    public TrialResult run(Trial trial, TrialControl control) throws IOException {
      TrainingPlan plan = TrainingPlan.of(trial.settings());
      TrialClock clock = TrialClock.start();
      StartingPoint from = from(trial, plan);
      List<EpochMetrics> before = from.history();
      boolean goesOn = before.stream().map(TrainingRecord::point).allMatch(control::goOn);
      TrainingRun run =
          goesOn
              ? job.run(
                  plan,
                  from,
                  trial.folder(),
                  TrainingProgress.SILENT,
                  epoch -> control.goOn(TrainingRecord.point(epoch)))
              : from.run();
      return record.ended(trial, plan, run, clock);
    }

    @Override
    public Provenance provenance(Trial trial, TrialClock clock) throws IOException {
      return record.unfinished(TrainingPlan.of(trial.settings()), clock);
    }

    @Override
    public int epochsKept(Trial trial) throws IOException {
      TrainingPlan plan = TrainingPlan.of(trial.settings());
      return from(trial, plan).history().size();
    }

    /** Damaged checkpoints cost the time to do them again, and nothing else. */
    private StartingPoint from(Trial trial, TrainingPlan plan) throws IOException {
      try {
        return job.newestCheckpoint(plan, trial.folder());
      } catch (BadInputException | ConfigException e) {
        LOG.warn("trial {} starts again from the beginning: {}", trial.id(), e.getMessage());
        job.discardCheckpoints(trial.folder());
        return job.beginning(plan);
      }
    }
  }
}
