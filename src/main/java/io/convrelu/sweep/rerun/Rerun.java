package io.convrelu.sweep.rerun;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.conf.Settings;
import io.convrelu.sweep.provenance.Provenance;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.training.TrainingRecord;
import io.convrelu.sweep.trial.Trial;
import io.convrelu.sweep.trial.TrialClock;
import io.convrelu.train.TrainingJob;
import io.convrelu.train.TrainingPlan;
import io.convrelu.train.TrainingProgress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trial trained again from its recorded provenance: with every setting that was in force then,
 * whatever the defaults of this program are. Of a result of schema version 1, which holds the given
 * settings alone, the rest are the defaults of this program.
 */
public final class Rerun {

  private static final String EPOCHS = "train.epochs";

  private final TrialResult recorded;
  private final TrainingJob job;
  private final TrainingRecord record;
  private final Settings settings;
  private final TrainingPlan plan;

  /**
   * @param job on the trial's data set
   * @throws ConfigException when the trial trained nothing that could be compared, or when this
   *     program cannot train so
   */
  public Rerun(TrialResult recorded, TrainingJob job) {
    boolean diverged = recorded.state() == TrialState.DIVERGED;
    if (recorded.parametersSha256().isEmpty() || (recorded.epochs() == 0 && !diverged)) {
      throw new ConfigException(
          List.of(
              new ConfigProblem(
                  "TRIAL",
                  recorded.trial(),
                  "left no parameters to compare ("
                      + recorded.message()
                      + "); give a trial that was trained, or run this one again with"
                      + " jobs/sweep.sh")));
    }
    this.recorded = recorded;
    this.job = job;
    this.record = new TrainingRecord(job);
    this.settings = settings(recorded);
    this.plan = TrainingPlan.of(settings);
    job.validate(plan);
  }

  /** What is not as it was when the trial was trained; nothing is known of schema version 1. */
  public List<Difference> circumstances() throws IOException {
    Provenance then = recorded.provenance();
    if (!then.recorded()) {
      Differences differences = new Differences();
      differences.compare(
          "data fingerprint", recorded.datasetFingerprint(), job.dataset().fingerprint());
      return differences.found();
    }
    TrialClock now = TrialClock.start();
    Map<String, String> configuration = new TreeMap<>(then.configuration());
    // Of a trial that was stopped early as many epochs are trained as it came to.
    configuration.put(EPOCHS, plan.values().get(EPOCHS));
    return Circumstances.compare(
        new Provenance(
            then.code(),
            new TreeMap<>(configuration),
            then.data(),
            then.machine(),
            then.cluster(),
            then.started(),
            then.ended()),
        record.provenance(plan, now));
  }

  /**
   * Trains.
   *
   * @param folder where to; is created
   * @return what came out
   */
  public TrialResult train(String folder, TrainingProgress progress) throws IOException {
    TrialClock clock = TrialClock.start();
    return record.ended(
        new Trial(recorded.trial(), settings, folder),
        plan,
        job.run(plan, folder, progress),
        clock);
  }

  /** What came out otherwise; the first is where the trainings parted. */
  public List<Difference> outcome(TrialResult repeated) {
    return Outcomes.compare(recorded, repeated);
  }

  private static Settings settings(TrialResult recorded) {
    Map<String, String> values =
        new TreeMap<>(
            recorded.provenance().recorded()
                ? recorded.provenance().configuration()
                : recorded.settings());
    if (recorded.state() != TrialState.DIVERGED) {
      values.put(EPOCHS, Integer.toString(recorded.epochs()));
    }
    List<String> assignments = new ArrayList<>();
    values.forEach((key, value) -> assignments.add(key + "=" + value));
    return Settings.EMPTY.with(assignments);
  }
}
