package io.convrelu.kernel.fused;

import io.convrelu.kernel.fused.Parameter.Operand;
import io.convrelu.kernel.fused.Parameter.Role;
import io.convrelu.kernel.tile.ChannelFunction;
import io.convrelu.kernel.tile.ChannelFunction.Form;
import io.convrelu.kernel.tile.GradientSums;
import io.convrelu.kernel.tile.Layout;
import io.convrelu.kernel.tile.Region;
import io.convrelu.kernel.tile.Tile;
import io.convrelu.kernel.tile.TilePasses;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Batch normalization, sum and activation of one unit as one function a channel, and the way back
 * to their parameters.
 */
final class UnitFunction {

  private final UnitPlan plan;
  private final int unit;
  private final ParameterLayout layout;
  private final UnitNormalization own;
  private final Optional<UnitNormalization> addend;
  private final ChannelFunction function;

  UnitFunction(StagePlan stage, ParameterLayout layout, int unit) {
    this.layout = layout;
    this.unit = unit;
    plan = stage.units().get(unit);
    int padded = Layout.padded(plan.input().channels());
    own = new UnitNormalization(stage, layout, unit, Operand.SOURCE, padded);
    addend =
        plan.addend().map(a -> new UnitNormalization(stage, layout, unit, Operand.ADDEND, padded));
    function =
        new ChannelFunction(
            form(),
            own.scale(),
            addend.isPresent() ? new float[padded] : own.shift(),
            new float[padded],
            new float[padded],
            plan.nonlinearity().kind() == Nonlinearity.Kind.SELU
                ? (float) Nonlinearity.SELU_GAIN
                : 1f);
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

  /** Whether f(x) = x. */
  boolean isIdentity() {
    return function.form() == Form.IDENTITY
        && plan.nonlinearity().kind() != Nonlinearity.Kind.ADA_RELU_UNIT
        && !own.normalized()
        && addend.isEmpty();
  }

  /** Whether anything in front of the convolution is trained. */
  boolean hasParameters() {
    return own.normalized()
        || addend.filter(UnitNormalization::normalized).isPresent()
        || switch (plan.nonlinearity().kind()) {
          case PRELU, ADA_RELU_LAYER, ADA_RELU_CHANNEL, ADA_RELU_UNIT, CONV_RELU -> true;
          case IDENTITY, RELU, LEAKY_RELU, ELU, SELU -> false;
        };
  }

  /** Takes statistics from the batch. */
  void prepare(float[] parameters, List<FeatureMap> maps) {
    own.prepare(parameters, maps.get(plan.source()).moments());
    addend.ifPresent(
        other ->
            other.prepare(parameters, maps.get(plan.addend().orElseThrow().source()).moments()));
    prepareActivation(parameters);
  }

  /** Takes statistics from the running ones. */
  void prepareForInference(float[] parameters) {
    own.prepareForInference(parameters);
    addend.ifPresent(other -> other.prepareForInference(parameters));
    prepareActivation(parameters);
  }

  private void prepareActivation(float[] parameters) {
    if (addend.isPresent()) {
      for (int c = 0; c < plan.input().channels(); c++) {
        function.shift()[c] = own.shift()[c] + addend.get().shift()[c];
      }
    }
    loadActivation(parameters);
  }

  /** What the activation reads of one image, row-major {@code [C, H, W]}; for observers. */
  void read(UnitInputs image, float[] to) {
    BlockedReader.read(image.source(), plan.input(), function, to);
    addend.ifPresent(
        other -> BlockedReader.add(image.addend().orElseThrow(), plan.input(), other.scale(), to));
  }

  /** y = f(x). */
  void activate(TilePasses passes, UnitInputs x, Region y, Tile tile) {
    if (addend.isPresent()) {
      Region other = x.addend().orElseThrow();
      passes.activateSum(x.source(), other, addend.get().scale(), y, tile, function);
    } else {
      passes.activate(x.source(), y, tile, function);
    }
  }

  /** The gradients of x from that of y. */
  void differentiate(
      TilePasses passes, UnitInputs x, Region dy, UnitGradients dx, Tile tile, GradientSums sums) {
    if (addend.isPresent()) {
      passes.differentiateSum(
          operand(x.source(), dx.source(), own),
          operand(x.addend().orElseThrow(), dx.addend().orElseThrow(), addend.get()),
          dy,
          tile,
          function,
          sums);
    } else {
      InputGradient to = dx.source();
      passes.differentiate(
          x.source(), dy, to.region(), tile, function, own.centre(), sums, to.write());
    }
  }

  private static TilePasses.Operand operand(
      Region values, InputGradient gradient, UnitNormalization normalization) {
    return new TilePasses.Operand(
        values, gradient.region(), normalization.scale(), normalization.centre(), gradient.write());
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

  /** Writes gradients of the unit's parameters and adds the statistics' part to the maps'. */
  void finishBackward(
      GradientSums sums, List<FeatureMap> maps, float[] parameters, float[] gradients) {
    double[] g = sums.gradient();
    own.finishBackward(
        g, sums.gradientTimesInput(), maps.get(plan.source()), parameters, gradients);
    addend.ifPresent(
        other ->
            other.finishBackward(
                g,
                sums.gradientTimesAddend(),
                maps.get(plan.addend().orElseThrow().source()),
                parameters,
                gradients));
    activationGradient(sums, gradients);
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
