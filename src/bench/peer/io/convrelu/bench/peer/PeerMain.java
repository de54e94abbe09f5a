package io.convrelu.bench.peer;

import io.convrelu.bench.worker.WorkerLoop;
import io.convrelu.bench.worker.WorkerSettings;
import java.io.IOException;

/** The peer's training process; driven by the harness. */
public final class PeerMain {

  private PeerMain() {}

  public static void main(String[] arguments) throws IOException {
    try (PeerTrainee trainee = new PeerTrainee(WorkerSettings.parse(arguments))) {
      WorkerLoop.serve(trainee);
    }
  }
}
