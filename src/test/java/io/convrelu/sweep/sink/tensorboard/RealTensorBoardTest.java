package io.convrelu.sweep.sink.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.convrelu.sweep.ToldTrials;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.trial.PlannedTrial;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * TensorBoard itself reads what is written. Needs a Python with TensorBoard: {@code
 * -Dconvrelu.python=PATH}, else {@code python3}; skipped, loudly, where there is none.
 */
class RealTensorBoardTest {

  @TempDir Path folder;

  @Test
  void readsCurvesAndTheTableOfTrials() throws IOException, InterruptedException {
    String python = System.getProperty("convrelu.python", "");
    String command = python.isEmpty() ? "python3" : python;
    boolean installed = run(command, "-c", "import tensorboard.plugins.hparams").code() == 0;
    if (!installed) {
      System.err.println("SKIPPED: " + command + " has no TensorBoard to read event files with");
    }
    assumeTrue(installed, command + " has no TensorBoard");
    write();
    Path script = folder.resolve("read.py");
    try (InputStream in = getClass().getResourceAsStream("/tensorboard/read.py")) {
      Files.write(script, Objects.requireNonNull(in).readAllBytes());
    }

    Run read = run(command, script.toString(), folder.resolve("events").toString());

    assertThat(read.output().lines())
        .as(read.output())
        .contains(
            "abc accuracy/test [(1, 0.4), (2, 0.4), (3, 0.4)]",
            "abc accuracy/validation [(1, 0.51), (2, 0.52), (3, 0.53)]",
            "abc loss/train [(1, 2.0), (2, 1.0), (3, 0.6667)]",
            "def loss/train [(1, 2.0)]",
            "trial abc STATUS_SUCCESS train.lr=0.1 train.nesterov=True"
                + " activation.name=relu accuracy/validation=0.53",
            "trial def STATUS_FAILURE train.lr=0.25 train.nesterov=False"
                + " activation.name=elu accuracy/validation=0.51");
    assertThat(read.code()).isZero();
  }

  private void write() {
    TensorBoardSink sink =
        new TensorBoardSink(
            new Configuration(false),
            new org.apache.hadoop.fs.Path(folder.resolve("events").toUri()),
            Clock.systemUTC());
    PlannedTrial good = trial("abc", "0.1", true, "relu");
    PlannedTrial bad = trial("def", "0.25", false, "elu");
    ToldTrials.epochs(2).forEach(epoch -> sink.epoch(good, epoch));
    sink.started(good, 2);
    sink.epoch(good, ToldTrials.epoch(2));
    sink.epoch(good, ToldTrials.epoch(3));
    sink.ended(good, ToldTrials.result(good, TrialState.COMPLETED, "", ToldTrials.epochs(3)));
    sink.epoch(bad, ToldTrials.epoch(1));
    sink.ended(bad, ToldTrials.result(bad, TrialState.DIVERGED, "NaN", ToldTrials.epochs(1)));
    sink.finished(List.of());
  }

  private static PlannedTrial trial(String id, String lr, boolean nesterov, String activation) {
    return ToldTrials.planned(
        id,
        "train { lr = " + lr + ", nesterov = " + nesterov + " }, activation.name = " + activation);
  }

  private record Run(int code, String output) {}

  private static Run run(String... command) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return new Run(-1, e.getMessage());
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), output);
  }
}
