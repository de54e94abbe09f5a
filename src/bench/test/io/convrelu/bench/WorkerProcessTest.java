package io.convrelu.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.bench.WorkerProcess.Training;
import io.convrelu.bench.worker.ScriptedWorker;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerProcessTest {

  @TempDir Path folder;

  @Test
  void trainsAndTellsTimeLossAndMemory() throws WorkerFailure {
    try (WorkerProcess worker = start("100")) {
      assertThat(worker.parameters()).isEqualTo(42);
      assertThat(worker.facts()).containsEntry("library", "none=at all");
      worker.train(1);
      Training training = worker.train(3);
      assertThat(training.examples()).isEqualTo(3);
      assertThat(training.loss()).isEqualTo(0.25);
      assertThat(training.seconds()).isBetween(0.06, 5.0);
      assertThat(worker.peakKibibytes()).isBetween(10_000L, 4_000_000L);
    }
  }

  @Test
  void aCrashIsToldWithTheEndOfTheLog() {
    assertThatThrownBy(() -> start("crash"))
        .isInstanceOf(WorkerFailure.class)
        .hasMessageContaining("scripted ended with status 1")
        .hasMessageContaining("nothing works");
  }

  @Test
  void aLossThatIsNoNumberIsNoFigure() throws WorkerFailure {
    try (WorkerProcess worker = start("2")) {
      worker.train(1);
      assertThatThrownBy(() -> worker.train(1))
          .isInstanceOf(WorkerFailure.class)
          .hasMessageContaining("loss is NaN");
    }
  }

  private WorkerProcess start(String argument) throws WorkerFailure {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            ScriptedWorker.class.getName(),
            argument);
    return new WorkerProcess("scripted", builder, folder.resolve("log").toFile());
  }
}
