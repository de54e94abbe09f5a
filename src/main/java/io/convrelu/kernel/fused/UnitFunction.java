package io.convrelu.kernel.fused;

import io.convrelu.kernel.fused.Parameter.Role;
import io.convrelu.kernel.tile.ChannelFunction;
import io.convrelu.kernel.tile.ChannelFunction.Form;
import io.convrelu.kernel.tile.GradientSums;
import io.convrelu.kernel.tile.Layout;
import io.convrelu.kernel.tile.Moments;
import java.util.Arrays;

/**
 * Batch normalization and activation of one unit as one function a channel, and the way back to
 * their parameters.
 */
final class UnitFunction {

  private final UnitPlan plan;
  private final int unit;
  private final StagePlan stage;
  private final ParameterLayout layout;
  private final ChannelFunction function;
  private final float[] centre;
  private final double[] inverseDeviation;

  UnitFunction(StagePlan stage, ParameterLayout layout, int unit) {
    this.stage = stage;
    this.layout = layout;
    this.unit = unit;
    plan = stage.units().get(unit);
    int padded = Layout.padded(plan.input().channels());
    function =
        new ChannelFunction(
            form(),
            new float[padded],
            new float[padded],
            new float[padded],
            new float[padded],
            plan.nonlinearity().kind() == Nonlinearity.Kind.SELU
                ? (float) Nonlinearity.SELU_GAIN
                : 1f);
    centre = new float[padded];
    inverseDeviation = new double[padded];
  }

  private Form form() {
    return switch (plan.nonlinearity().kind()) {
      case IDENTITY, ADA_RELU_UNIT -> Form.IDENTITY;
      case RELU -> Form.RECTIFIED;
      case LEAKY_RELU, PRELU, ADA_RELU_LAYER, ADA_RELU_CHANNEL -> Form.TWO_SLOPES;
      case ELU, SELU -> Form.EXPONENTIAL;
      case CONV_RELU -> thresholdsInConvolution() ? Form.IDENTITY : Form.TWO_SLOPES;
    };
  }

  /** Whether the thresholds are applied inside the convolution. */
  boolean thresholdsInConvolution() {
    return plan.nonlinearity().kind() == Nonlinearity.Kind.CONV_RELU
        && plan.thresholdPositions() > 1;
  }

  ChannelFunction function() {
    return function;
  }

  float[] centre() {
    return centre;
  }

  boolean normalized() {
    return plan.normalized() == UnitPlan.Normalization.BATCH;
  }

  /** Whether anything in front of the convolution is trained. */
  boolean hasParameters() {
    return normalized()
        || switch (plan.nonlinearity().kind()) {
          case PRELU, ADA_RELU_LAYER, ADA_RELU_CHANNEL, ADA_RELU_UNIT, CONV_RELU -> true;
          case IDENTITY, RELU, LEAKY_RELU, ELU, SELU -> false;
        };
  }

  /** Takes statistics from the batch. */
  void prepare(float[] parameters, Moments moments) {
    int channels = plan.input().channels();
    for (int c = 0; c < channels; c++) {
      if (normalized()) {
        scale(parameters, c, moments.mean(c), moments.variance(c));
      } else {
        scaleByOne(c);
      }
    }
    loadActivation(parameters);
  }

  /** Takes statistics from the running ones. */
  void prepareForInference(float[] parameters) {
    int channels = plan.input().channels();
    for (int c = 0; c < channels; c++) {
      if (normalized()) {
        double mean = parameters[layout.offset(unit, Role.RUNNING_MEAN) + c];
        scale(parameters, c, mean, parameters[layout.offset(unit, Role.RUNNING_VARIANCE) + c]);
      } else {
        scaleByOne(c);
      }
    }
    loadActivation(parameters);
  }

  private void scale(float[] parameters, int c, double mean, double variance) {
    double inverse = 1 / Math.sqrt(variance + stage.epsilon());
    double scale = parameters[layout.offset(unit, Role.GAMMA) + c] * inverse;
    inverseDeviation[c] = inverse;
    centre[c] = (float) mean;
    function.scale()[c] = (float) scale;
    function.shift()[c] = (float) (parameters[layout.offset(unit, Role.BETA) + c] - mean * scale);
  }

  private void scaleByOne(int c) {
    function.scale()[c] = 1;
    function.shift()[c] = 0;
    centre[c] = 0;
  }

  private void loadActivation(float[] parameters) {
    switch (plan.nonlinearity().kind()) {
      case IDENTITY, ADA_RELU_UNIT -> Arrays.fill(function.slope(), 1);
      case RELU -> Arrays.fill(function.slope(), 0);
      case LEAKY_RELU -> Arrays.fill(function.slope(), (float) plan.nonlinearity().slope());
      case PRELU -> Arrays.fill(function.slope(), parameters[layout.offset(unit, Role.SLOPE)]);
      case ELU -> Arrays.fill(function.slope(), 1);
      case SELU -> Arrays.fill(function.slope(), (float) Nonlinearity.SELU_DEPTH);
      case ADA_RELU_LAYER -> loadThresholds(parameters, 0);
      case ADA_RELU_CHANNEL -> loadThresholds(parameters, 1);
      case CONV_RELU -> {
        if (thresholdsInConvolution()) {
          Arrays.fill(function.slope(), 1);
        } else {
          loadThresholds(parameters, 1);
        }
      }
    }
  }

  /** Thresholds of −0 become 0. */
  private void loadThresholds(float[] parameters, int step) {
    int at = layout.offset(unit, Role.THRESHOLD);
    for (int c = 0; c < plan.input().channels(); c++) {
      function.threshold()[c] = parameters[at + c * step] + 0f;
    }
  }

  /** Writes gradients of the unit's parameters and adds the statistics' part to the map's. */
  void finishBackward(GradientSums sums, FeatureMap source, float[] parameters, float[] gradients) {
    if (normalized()) {
      for (int c = 0; c < plan.input().channels(); c++) {
        normalizationGradient(sums, source, parameters, gradients, c);
      }
    }
    activationGradient(sums, gradients);
  }

  private void normalizationGradient(
      GradientSums sums, FeatureMap source, float[] parameters, float[] gradients, int c) {
    double inverse = inverseDeviation[c];
    double sum = sums.gradient()[c];
    double sumX = sums.gradientTimesInput()[c];
    gradients[layout.offset(unit, Role.GAMMA) + c] = (float) (sumX * inverse);
    gradients[layout.offset(unit, Role.BETA) + c] = (float) sum;
    Moments moments = source.moments();
    double scale = function.scale()[c];
    double values = moments.count(c);
    source.addCorrection(c, -scale * sum / values, -scale * inverse * inverse * sumX / values);
    int meanAt = layout.offset(unit, Role.RUNNING_MEAN) + c;
    int varianceAt = layout.offset(unit, Role.RUNNING_VARIANCE) + c;
    gradients[meanAt] =
        (float) RunningStatistics.step(parameters[meanAt], moments.mean(c), stage.decay());
    gradients[varianceAt] =
        (float) RunningStatistics.step(parameters[varianceAt], moments.variance(c), stage.decay());
  }

  private void activationGradient(GradientSums sums, float[] gradients) {
    int channels = plan.input().channels();
    switch (plan.nonlinearity().kind()) {
      case PRELU ->
          gradients[layout.offset(unit, Role.SLOPE)] =
              (float) Arrays.stream(sums.belowTimesValue(), 0, channels).sum();
      case ADA_RELU_LAYER ->
          gradients[layout.offset(unit, Role.THRESHOLD)] =
              (float) Arrays.stream(sums.below(), 0, channels).sum();
      case ADA_RELU_CHANNEL -> storeThresholds(sums, gradients);
      case CONV_RELU -> {
        if (!thresholdsInConvolution()) {
          storeThresholds(sums, gradients);
        }
      }
      case ADA_RELU_UNIT, IDENTITY, RELU, LEAKY_RELU, ELU, SELU -> {
        // nothing trained here
      }
    }
  }

  private void storeThresholds(GradientSums sums, float[] gradients) {
    int at = layout.offset(unit, Role.THRESHOLD);
    for (int c = 0; c < plan.input().channels(); c++) {
      gradients[at + c] = (float) sums.below()[c];
    }
  }
}
