package io.convrelu.kernel.fused;

import io.convrelu.kernel.Form;
import io.convrelu.kernel.fused.Parameter.Operand;
import io.convrelu.kernel.fused.Parameter.Role;
import io.convrelu.kernel.fused.UnitPlan.Thresholds;
import io.convrelu.kernel.tile.ChannelFunction;
import io.convrelu.kernel.tile.GradientSums;
import io.convrelu.kernel.tile.Layout;
import io.convrelu.kernel.tile.Region;
import io.convrelu.kernel.tile.Tile;
import io.convrelu.kernel.tile.TilePasses;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

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
  private final int[] thresholds;

  UnitFunction(StagePlan stage, ParameterLayout layout, int unit) {
    this.layout = layout;
    this.unit = unit;
    plan = stage.units().get(unit);
    int padded = Layout.padded(plan.input().channels());
    own = new UnitNormalization(stage, layout, unit, Operand.SOURCE, padded);
    addend =
        plan.addend().map(a -> new UnitNormalization(stage, layout, unit, Operand.ADDEND, padded));
    thresholds = thresholds();
    function =
        new ChannelFunction(
            plan.form(),
            own.scale(),
            addend.isPresent() ? new float[padded] : own.shift(),
            new float[padded],
            new float[padded],
            (float) plan.nonlinearity().activation().gain());
  }

  /** Whether f(x) = x. */
  boolean isIdentity() {
    return function.form() == Form.IDENTITY
        && plan.thresholds() != Thresholds.VALUE
        && !own.normalized()
        && addend.isEmpty();
  }

  /** Whether anything in front of the convolution is trained. */
  boolean hasParameters() {
    return own.normalized()
        || addend.filter(UnitNormalization::normalized).isPresent()
        || switch (plan.nonlinearity().activation().parameter()) {
          case NONE, FIXED_SLOPE -> false;
          case TRAINED_SLOPE, THRESHOLD, TIED_THRESHOLD -> true;
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
    Arrays.fill(function.slope(), slope(parameters));
    for (int c = 0; c < thresholds.length; c++) {
      // A threshold of −0 becomes 0.
      function.threshold()[c] = parameters[thresholds[c]] + 0f;
    }
  }

  /** α of the form. */
  private float slope(float[] parameters) {
    return switch (plan.thresholds()) {
      case VALUE, WEIGHT -> 1;
      case NONE, LAYER, CHANNEL ->
          switch (plan.nonlinearity().activation().parameter()) {
            case NONE, THRESHOLD, TIED_THRESHOLD ->
                (float) plan.nonlinearity().activation().slope();
            case FIXED_SLOPE -> (float) plan.nonlinearity().slope();
            case TRAINED_SLOPE -> parameters[layout.offset(unit, Role.SLOPE)];
          };
    };
  }

  /** Where the threshold of each channel lies; empty where thresholds are not a channel's. */
  private int[] thresholds() {
    return switch (plan.thresholds()) {
      case LAYER -> thresholds(0);
      case CHANNEL -> thresholds(1);
      case NONE, VALUE, WEIGHT -> new int[0];
    };
  }

  private int[] thresholds(int step) {
    int from = layout.offset(unit, Role.THRESHOLD);
    return IntStream.range(0, plan.input().channels()).map(c -> from + c * step).toArray();
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
    double sum = 0;
    for (int c = 0; c < thresholds.length; c++) {
      boolean another = c == 0 || thresholds[c] != thresholds[c - 1];
      sum = sums.below()[c] + (another ? 0 : sum);
      gradients[thresholds[c]] = (float) sum;
    }
    slopeAt()
        .ifPresent(
            at ->
                gradients[at] =
                    (float)
                        Arrays.stream(sums.belowTimesValue(), 0, plan.input().channels()).sum());
  }

  private OptionalInt slopeAt() {
    return switch (plan.nonlinearity().activation().parameter()) {
      case TRAINED_SLOPE -> OptionalInt.of(layout.offset(unit, Role.SLOPE));
      case NONE, FIXED_SLOPE, THRESHOLD, TIED_THRESHOLD -> OptionalInt.empty();
    };
  }
}
