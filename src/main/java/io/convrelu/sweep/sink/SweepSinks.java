package io.convrelu.sweep.sink;

import io.convrelu.conf.Settings;
import io.convrelu.conf.SettingsReader;
import io.convrelu.data.AtomicFile;
import io.convrelu.sweep.SweepListener;
import io.convrelu.sweep.TrackingSettings;
import io.convrelu.sweep.sink.mlflow.MlflowSink;
import io.convrelu.sweep.sink.mlflow.MlflowTarget;
import io.convrelu.sweep.sink.tensorboard.TensorBoardSink;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Makes the listeners that a sweep's settings ask for. */
public final class SweepSinks {

  /** Of the order of the messages of the largest sweeps, so that a rest of a sink fits in. */
  private static final int CAPACITY = 20_000;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private SweepSinks() {}

  /**
   * The listeners, each with a thread of its own that begins with the first message. Settings that
   * are wrong give none here; the sweep itself reads them too and tells what is wrong with them.
   *
   * @param output the sweep's folder
   */
  public static List<SweepListener> of(Settings settings, Configuration hadoop, String output)
      throws IOException {
    TrackingSettings tracking = TrackingSettings.read(new SettingsReader(settings));
    List<SweepListener> sinks = new ArrayList<>();
    tracking
        .tensorBoardFolder(output + "/tensorboard")
        .ifPresent(
            folder ->
                sinks.add(
                    inBackground(
                        "TensorBoard",
                        new TensorBoardSink(hadoop, new Path(folder), Clock.systemUTC()))));
    if (tracking.mlflow().isPresent()) {
      MlflowTarget target = new MlflowTarget(tracking.mlflow().get(), tracking.experiment());
      Path folder = new Path(output);
      String qualified = AtomicFile.fileSystem(hadoop, folder).makeQualified(folder).toString();
      sinks.add(inBackground("MLflow", new MlflowSink(target, qualified, Clock.systemUTC())));
    }
    return List.copyOf(sinks);
  }

  private static SweepListener inBackground(String name, SweepListener sink) {
    return new BackgroundSink(name, sink, CAPACITY, PATIENCE);
  }
}
