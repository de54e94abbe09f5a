package io.convrelu.sweep.result;

import io.convrelu.sweep.provenance.Provenance;
import io.convrelu.sweep.result.TrialResult.EpochPoint;
import io.convrelu.sweep.result.TrialResult.HistogramBin;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes a {@link TrialResult}, whose fields it has by their names. What is not said is what a trial
 * that came to nothing has: NaN, 0, or empty, after one attempt, of unrecorded provenance.
 */
public final class TrialResultBuilder {

  private final String trial;
  private TrialState state;
  private SweepData data;
  private TrialDescription description;
  private String message = "";
  private int epochs;
  private Map<String, String> settings = Map.of();
  private double testTop1 = Double.NaN;
  private double testTop5 = Double.NaN;
  private double testLoss = Double.NaN;
  private double validationTop1 = Double.NaN;
  private long parameters;
  private long thresholds;
  private String parametersSha256 = "";
  private double seconds;
  private double imagesPerSecond = Double.NaN;
  private List<EpochPoint> curve = List.of();
  private List<HistogramBin> thresholdHistogram = List.of();
  private int attempts = 1;
  private double averagingOverhead = Double.NaN;
  private double classifierSparsity = Double.NaN;
  private Provenance provenance = Provenance.NOT_RECORDED;

  /** Of a trial that ended. */
  public TrialResultBuilder(
      String trial, TrialState state, SweepData data, TrialDescription description) {
    this.trial = Objects.requireNonNull(trial, "trial");
    this.state = Objects.requireNonNull(state, "state");
    this.data = Objects.requireNonNull(data, "data");
    this.description = Objects.requireNonNull(description, "description");
  }

  /** Starts from another result. */
  TrialResultBuilder(TrialResult result) {
    this(result.trial(), result.state(), data(result), description(result));
    message = result.message();
    epochs = result.epochs();
    settings = result.settings();
    testTop1 = result.testTop1();
    testTop5 = result.testTop5();
    testLoss = result.testLoss();
    validationTop1 = result.validationTop1();
    parameters = result.parameters();
    thresholds = result.thresholds();
    parametersSha256 = result.parametersSha256();
    seconds = result.seconds();
    imagesPerSecond = result.imagesPerSecond();
    curve = result.curve();
    thresholdHistogram = result.thresholdHistogram();
    attempts = result.attempts();
    averagingOverhead = result.averagingOverhead();
    classifierSparsity = result.classifierSparsity();
    provenance = result.provenance();
  }

  private static SweepData data(TrialResult result) {
    return new SweepData(
        result.dataset(),
        result.synthetic(),
        result.datasetFingerprint(),
        result.classes(),
        result.trainExamples(),
        result.testExamples());
  }

  private static TrialDescription description(TrialResult result) {
    return new TrialDescription(
        result.network(),
        result.activation(),
        result.strategy(),
        result.thresholdInit(),
        result.seed());
  }

  public TrialResult build() {
    return new TrialResult(
        trial,
        state,
        message,
        data.name(),
        data.synthetic(),
        data.fingerprint(),
        data.classes(),
        data.trainExamples(),
        data.testExamples(),
        description.network(),
        description.activation(),
        description.strategy(),
        description.thresholdInit(),
        description.seed(),
        epochs,
        settings,
        testTop1,
        testTop5,
        testLoss,
        validationTop1,
        parameters,
        thresholds,
        parametersSha256,
        seconds,
        imagesPerSecond,
        curve,
        thresholdHistogram,
        attempts,
        averagingOverhead,
        classifierSparsity,
        provenance);
  }

  public TrialResultBuilder state(TrialState value) {
    state = value;
    return this;
  }

  /** Data set, its fingerprint, classes, train and test examples. */
  public TrialResultBuilder data(SweepData value) {
    data = value;
    return this;
  }

  /** Network, activation, strategy, threshold init and seed. */
  public TrialResultBuilder description(TrialDescription value) {
    description = value;
    return this;
  }

  public TrialResultBuilder message(String value) {
    message = value;
    return this;
  }

  public TrialResultBuilder epochs(int value) {
    epochs = value;
    return this;
  }

  public TrialResultBuilder settings(Map<String, String> value) {
    settings = value;
    return this;
  }

  public TrialResultBuilder testTop1(double value) {
    testTop1 = value;
    return this;
  }

  public TrialResultBuilder testTop5(double value) {
    testTop5 = value;
    return this;
  }

  public TrialResultBuilder testLoss(double value) {
    testLoss = value;
    return this;
  }

  public TrialResultBuilder validationTop1(double value) {
    validationTop1 = value;
    return this;
  }

  public TrialResultBuilder parameters(long value) {
    parameters = value;
    return this;
  }

  public TrialResultBuilder thresholds(long value) {
    thresholds = value;
    return this;
  }

  public TrialResultBuilder parametersSha256(String value) {
    parametersSha256 = value;
    return this;
  }

  public TrialResultBuilder seconds(double value) {
    seconds = value;
    return this;
  }

  public TrialResultBuilder imagesPerSecond(double value) {
    imagesPerSecond = value;
    return this;
  }

  public TrialResultBuilder curve(List<EpochPoint> value) {
    curve = value;
    return this;
  }

  public TrialResultBuilder thresholdHistogram(List<HistogramBin> value) {
    thresholdHistogram = value;
    return this;
  }

  public TrialResultBuilder attempts(int value) {
    attempts = value;
    return this;
  }

  public TrialResultBuilder averagingOverhead(double value) {
    averagingOverhead = value;
    return this;
  }

  public TrialResultBuilder classifierSparsity(double value) {
    classifierSparsity = value;
    return this;
  }

  public TrialResultBuilder provenance(Provenance value) {
    provenance = value;
    return this;
  }
}
