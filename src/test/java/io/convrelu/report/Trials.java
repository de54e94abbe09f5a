package io.convrelu.report;

import io.convrelu.sweep.result.SweepData;
import io.convrelu.sweep.result.TrialDescription;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialResult.EpochPoint;
import io.convrelu.sweep.result.TrialResult.HistogramBin;
import io.convrelu.sweep.result.TrialResultBuilder;
import io.convrelu.sweep.result.TrialState;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Builds trials for tests, one property at a time; what is not said has a plain value. */
public final class Trials {

  private String trial = "";
  private TrialState state = TrialState.COMPLETED;
  private String message = "";
  private String dataset = "cifar10";
  private boolean synthetic;
  private String fingerprint = "f1a9".repeat(16);
  private long trainExamples = 10_000;
  private String network = "densenet-40";
  private Choice choice = new Choice("relu", "", "");
  private long seed = 1;
  private double top1 = 0.5;
  private long parameters = 1_035_268;
  private Map<String, String> settings = Map.of();
  private List<EpochPoint> curve = List.of();
  private List<HistogramBin> histogram = List.of();

  private UnaryOperator<TrialResult> last = UnaryOperator.identity();

  private Trials() {}

  public static Trials trial() {
    return new Trials();
  }

  public Trials id(String value) {
    trial = value;
    return this;
  }

  public Trials ended(TrialState value, String why) {
    state = value;
    message = why;
    top1 = Double.NaN;
    return this;
  }

  public Trials data(String name, boolean generated) {
    dataset = name;
    synthetic = generated;
    return this;
  }

  public Trials fingerprint(String value) {
    fingerprint = value;
    return this;
  }

  public Trials trainExamples(long value) {
    trainExamples = value;
    return this;
  }

  public Trials network(String value) {
    network = value;
    return this;
  }

  public Trials choice(String activation, String strategy, String init) {
    choice = new Choice(activation, strategy, init);
    return this;
  }

  public Trials seed(long value) {
    seed = value;
    return this;
  }

  public Trials top1(double value) {
    top1 = value;
    return this;
  }

  public Trials parameters(long value) {
    parameters = value;
    return this;
  }

  public Trials settings(Map<String, String> value) {
    settings = value;
    return this;
  }

  public Trials curve(List<EpochPoint> value) {
    curve = value;
    return this;
  }

  public Trials histogram(List<HistogramBin> value) {
    histogram = value;
    return this;
  }

  /** What the other methods do not say, such as where the trial comes from. */
  public Trials with(Consumer<TrialResultBuilder> changes) {
    last = result -> result.with(changes);
    return this;
  }

  public TrialResult build() {
    boolean completed = state == TrialState.COMPLETED;
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("train.seed", Long.toString(seed));
    all.putIfAbsent("activation.name", choice.activation());
    if (!choice.strategy().isEmpty()) {
      all.putIfAbsent("activation.strategy", choice.strategy());
    }
    if (!choice.thresholdInit().isEmpty()) {
      all.putIfAbsent("activation.threshold-init", choice.thresholdInit());
    }
    int hash = Objects.hash(new TreeMap<>(all), dataset, network, fingerprint);
    String id = String.format(Locale.ROOT, "%08x%04x", hash, seed);
    TrialResultBuilder builder =
        new TrialResultBuilder(
            trial.isEmpty() ? id : trial,
            state,
            new SweepData(dataset, synthetic, fingerprint, 10, trainExamples, 2_000),
            new TrialDescription(
                network, choice.activation(), choice.strategy(), choice.thresholdInit(), seed));
    TrialResult result =
        builder
            .message(message)
            .epochs(epochs(completed))
            .settings(all)
            .testTop1(top1)
            .testLoss(completed ? 1.25 : Double.NaN)
            .parameters(completed ? parameters : 0)
            .thresholds(choice.thresholdInit().isEmpty() || !completed ? 0 : 2_916)
            .parametersSha256(completed ? "5ba2".repeat(16) : "")
            .seconds(61.5)
            .imagesPerSecond(completed ? 1_234.5 : Double.NaN)
            .curve(curve)
            .thresholdHistogram(histogram)
            .build();
    return last.apply(result);
  }

  private int epochs(boolean completed) {
    return !completed ? 3 : curve.isEmpty() ? 10 : curve.size();
  }
}
