package io.convrelu.sweep;

import io.convrelu.conf.Settings;
import io.convrelu.conf.SettingsReader;
import io.convrelu.data.Sha256;
import io.convrelu.sweep.provenance.Cluster;
import io.convrelu.sweep.provenance.CodeVersion;
import io.convrelu.sweep.provenance.DataSource;
import io.convrelu.sweep.provenance.Machine;
import io.convrelu.sweep.provenance.Provenance;
import io.convrelu.sweep.result.SweepData;
import io.convrelu.sweep.result.TrialDescription;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialResult.EpochPoint;
import io.convrelu.sweep.result.TrialResult.HistogramBin;
import io.convrelu.sweep.result.TrialResultBuilder;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.space.CanonicalSettings;
import io.convrelu.sweep.trial.Trial;
import io.convrelu.sweep.trial.TrialControl;
import io.convrelu.sweep.trial.TrialOutline;
import io.convrelu.sweep.trial.TrialProgram;
import io.convrelu.sweep.trial.TrialRunner;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A small program that does what its settings say and computes everything else from the seed: it
 * trains nothing, but ends in every way in which a training can end.
 */
public final class FakeTraining implements TrialRunner {

  /** How the training ends. */
  public enum Ending {
    WELL,
    DIVERGING,
    THROWING,
    OVERFLOWING,
    OUT_OF_MEMORY,
    UNLINKED,
    INTERRUPTED
  }

  /** The data set that all of this is about. */
  public static final SweepData DATA =
      new SweepData("synthetic", true, "0123456789abcdef", 10, 1000, 200);

  private final SweepData data;
  private final List<String> started = new CopyOnWriteArrayList<>();

  public FakeTraining(SweepData data) {
    this.data = data;
  }

  /** This training with its validator. */
  public TrialProgram program() {
    return new TrialProgram(data, FakeTraining::describe, this);
  }

  /** Identities of the trials that were started, in that order. */
  public List<String> started() {
    return List.copyOf(started);
  }

  public static TrialOutline describe(Settings settings) {
    SettingsReader reader = new SettingsReader(settings);
    TrialDescription description =
        new TrialDescription(
            reader.text("network.name", "cnn-small"),
            reader.text("activation.name", "relu"),
            reader.text("activation.strategy", "first"),
            reader.text("activation.threshold-init", "zero"),
            reader.whole("train.seed", 1));
    reader.real("activation.slope", 0.01, 0, 1);
    reader.real("train.lr", 0.1, 0, 10);
    reader.choice("fake.ending", Ending.WELL);
    int workers = reader.integer("train.workers", 1, 1, 100);
    reader.finish();
    return new TrialOutline(description, 2, workers, 0);
  }

  /** A trial that nobody stops. */
  public TrialResult run(Trial trial) throws InterruptedException {
    return run(trial, TrialControl.TO_THE_END);
  }

  @Override
  public TrialResult run(Trial trial, TrialControl control) throws InterruptedException {
    started.add(trial.id());
    Ending ending = new SettingsReader(trial.settings()).choice("fake.ending", Ending.WELL);
    return switch (ending) {
      case WELL -> result(trial, TrialState.COMPLETED, "");
      case DIVERGING -> result(trial, TrialState.DIVERGED, "loss is NaN at step 7, last 2.5");
      case THROWING ->
          throw new IllegalStateException(
              "outer", new IllegalArgumentException("the inner cause\nsecond line"));
      case OVERFLOWING -> throw new IllegalStateException("depth " + depth(1));
      case OUT_OF_MEMORY -> throw new IllegalStateException("got " + new long[1 << 30].length);
      case UNLINKED -> throw new NoClassDefFoundError("some/native/Binding");
      case INTERRUPTED -> throw new InterruptedException("stop");
    };
  }

  private TrialResult result(Trial trial, TrialState state, String message) {
    TrialDescription description = describe(trial.settings()).description();
    boolean completed = state == TrialState.COMPLETED;
    Random random = new Random(trial.id().hashCode());
    double top1 = completed ? 0.5 + random.nextDouble() / 2 : Double.NaN;
    return new TrialResultBuilder(trial.id(), state, data, description)
        .message(message)
        .epochs(completed ? 2 : 0)
        .settings(CanonicalSettings.texts(trial.settings()))
        .testTop1(top1)
        .testLoss(completed ? random.nextDouble() : Double.POSITIVE_INFINITY)
        .parameters(1234)
        .thresholds(56)
        .parametersSha256(completed ? Sha256.hex(trial.id().getBytes(StandardCharsets.UTF_8)) : "")
        .seconds(System.nanoTime() % 1000 / 1e3)
        .imagesPerSecond(System.nanoTime() % 1000)
        .curve(List.of(point(1, 0.1, 2.3, Double.NaN, 0.25), point(2, 0.01, 1.3, 0.5, Double.NaN)))
        .thresholdHistogram(List.of(new HistogramBin(-0.5, 0, 40), new HistogramBin(0, 0.5, 16)))
        .averagingOverhead(System.nanoTime() % 1000 / 1e3)
        .classifierSparsity(completed ? random.nextDouble() : Double.NaN)
        .provenance(provenance(description))
        .build();
  }

  private static EpochPoint point(
      int epoch, double lr, double trainLoss, double validationTop1, double deadUnits) {
    return new EpochPoint(
        epoch,
        lr,
        trainLoss,
        trainLoss - 0.1,
        0.1 + 0.3 * (epoch - 1),
        validationTop1,
        System.nanoTime() % 1000,
        deadUnits,
        System.nanoTime() % 1000 / 1e3,
        0.5);
  }

  private Provenance provenance(TrialDescription description) {
    SortedMap<String, String> configuration = new TreeMap<>();
    configuration.put("train.seed", Long.toString(description.seed()));
    configuration.put("train.lr-steps", "[1, 2]");
    return new Provenance(
        new CodeVersion("0.0.1", "c0ffee", "dirty"),
        configuration,
        new DataSource("file:/data", data.fingerprint(), "abc", 3, 1L << 40),
        new Machine("Linux", "a processor", 2, "a JVM", "a provider", "1"),
        new Cluster("3.5.5", "local[2]", 0, List.of("a provider on a processor")),
        Instant.now().toString(),
        Instant.now().toString());
  }

  private static int depth(int n) {
    return n < 0 ? 0 : 1 + depth(n + 1) + depth(n + 2);
  }
}
