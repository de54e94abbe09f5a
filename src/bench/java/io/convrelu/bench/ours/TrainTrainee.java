package io.convrelu.bench.ours;

import io.convrelu.bench.worker.Trainee;
import io.convrelu.bench.worker.WorkerSettings;
import io.convrelu.data.Split;
import io.convrelu.train.EpochMetrics;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Whole trainings through the job {@code train}. What is timed are the rounds of every epoch but
 * the first, checkpoints included and evaluation not, as {@code metrics.jsonl} has it.
 */
final class TrainTrainee implements Trainee {

  private final WorkerSettings settings;
  private final SparkJob job;
  private final long examplesPerEpoch;

  TrainTrainee(WorkerSettings settings) throws IOException {
    this.settings = settings;
    this.job = new SparkJob(settings);
    this.examplesPerEpoch = job.dataset().description().count(Split.TRAIN);
  }

  @Override
  public Map<String, String> facts() {
    return OurFacts.with(job.dataset().description().name());
  }

  @Override
  public long parameters() {
    return new GraphConfigurations(settings).parameters();
  }

  @Override
  public Progress work(int steps) {
    long examples = (long) steps * settings.examplesPerStep();
    int epochs = Math.toIntExact((examples + examplesPerEpoch - 1) / examplesPerEpoch);
    List<EpochMetrics> done = job.train(1 + epochs);
    double seconds =
        done.subList(1, done.size()).stream().mapToDouble(epoch -> epoch.seconds().wall()).sum();
    return new Progress(
        epochs * examplesPerEpoch,
        Math.round(seconds * 1e9),
        done.get(done.size() - 1).trainLoss());
  }

  @Override
  public void close() {
    job.close();
  }
}
