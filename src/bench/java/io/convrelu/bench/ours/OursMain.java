package io.convrelu.bench.ours;

import io.convrelu.bench.worker.Trainee;
import io.convrelu.bench.worker.WorkerLoop;
import io.convrelu.bench.worker.WorkerSettings;
import java.io.IOException;

/** Our process; driven by the harness. */
public final class OursMain {

  private OursMain() {}

  public static void main(String[] arguments) throws IOException {
    WorkerSettings settings = WorkerSettings.parse(arguments);
    try (Trainee trainee =
        switch (settings.work()) {
          case STEPS, STOCK_STEPS -> new GraphTrainee(settings);
          case TRAIN -> new TrainTrainee(settings);
          case PREDICT, FORWARD -> new ScoringTrainee(settings);
        }) {
      WorkerLoop.serve(trainee);
    }
  }
}
