package io.convrelu.bench.ours;

import io.convrelu.bench.worker.WorkerLoop;
import io.convrelu.bench.worker.WorkerSettings;
import java.io.IOException;

/** Our training process; driven by the harness. */
public final class OursMain {

  private OursMain() {}

  public static void main(String[] arguments) throws IOException {
    try (GraphTrainee trainee = new GraphTrainee(WorkerSettings.parse(arguments))) {
      WorkerLoop.serve(trainee);
    }
  }
}
