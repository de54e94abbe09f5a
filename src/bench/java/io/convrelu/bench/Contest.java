package io.convrelu.bench;

import io.convrelu.bench.WorkerProcess.Training;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One contender's process, warmed up, and what was seen of it so far. */
final class Contest implements AutoCloseable {

  private final Contender contender;
  private final Plan plan;
  private final WorkerProcess process;
  private final List<Double> secondsPerStep = new ArrayList<>();
  private final double firstLoss;
  private double lastLoss;
  private int steps;
  private double foreignShare;

  /** Starts the process and warms it up. */
  Contest(Contender contender, Plan plan, Launcher launcher) throws WorkerFailure {
    this.contender = contender;
    this.plan = plan;
    this.process =
        new WorkerProcess(
            contender.name(), launcher.training(contender), launcher.log(contender.name()));
    try {
      Training training = process.train(1);
      this.firstLoss = training.loss();
      double warm = training.seconds();
      while (warm < plan.warmUpSeconds()) {
        training = process.train(1);
        warm += training.seconds();
      }
      this.lastLoss = training.loss();
      this.steps = plan.steps(secondsPerStep(training));
    } catch (WorkerFailure e) {
      process.close();
      throw e;
    }
  }

  Contender contender() {
    return contender;
  }

  boolean wantsMore() {
    return secondsPerStep.size() < Math.min(plan.repetitions(), contender.mostRepetitions());
  }

  /** Measures once more; returns examples a second. */
  double repeat() throws WorkerFailure, IOException {
    ProcessorTime start = ProcessorTime.now();
    var ownStart = process.processorTime();
    Training training = process.train(steps);
    var own = process.processorTime().minus(ownStart);
    foreignShare = Math.max(foreignShare, start.foreignShareUntil(ProcessorTime.now(), own));
    double seconds = secondsPerStep(training);
    secondsPerStep.add(seconds);
    lastLoss = training.loss();
    steps = plan.steps(seconds);
    return contender.settings().examplesPerStep() / seconds;
  }

  private double secondsPerStep(Training training) {
    return training.seconds() * contender.settings().examplesPerStep() / training.examples();
  }

  Measurement measurement() throws WorkerFailure {
    return new Measurement(
        contender,
        process.parameters(),
        process.facts(),
        secondsPerStep,
        firstLoss,
        lastLoss,
        process.peakKibibytes(),
        foreignShare);
  }

  @Override
  public void close() {
    process.close();
  }
}
