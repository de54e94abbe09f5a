package io.convrelu.kernel.fused;

import io.convrelu.kernel.ConvShape;
import io.convrelu.kernel.Form;
import io.convrelu.kernel.ReferenceConvRelu;
import io.convrelu.kernel.fused.Parameter.Operand;
import io.convrelu.kernel.fused.Parameter.Role;
import io.convrelu.kernel.fused.UnitPlan.Thresholds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** One unit in double precision; every step makes a new array. */
final class ReferenceUnit {

  private final UnitPlan plan;
  private final ParameterLayout layout;
  private final int unit;
  private final Dropout dropout;
  private final List<ReferenceNormalization> operands = new ArrayList<>();

  ReferenceUnit(StagePlan stage, ParameterLayout layout, int unit) {
    this.layout = layout;
    this.unit = unit;
    plan = stage.units().get(unit);
    dropout = new Dropout(plan, unit);
    operands.add(new ReferenceNormalization(stage, layout, unit, Operand.SOURCE));
    if (plan.addend().isPresent()) {
      operands.add(new ReferenceNormalization(stage, layout, unit, Operand.ADDEND));
    }
  }

  /** What training leaves out. */
  Dropout dropout() {
    return dropout;
  }

  /**
   * Forward.
   *
   * @param inputs what the unit reads, in the order of {@link UnitPlan#sources}
   */
  double[] forward(
      int batch, List<double[]> inputs, double[] parameters, ReferenceStage.Statistics statistics) {
    for (int i = 0; i < operands.size(); i++) {
      operands.get(i).measure(batch, inputs.get(i), parameters, statistics);
    }
    double[] pooled = dropout.of(pool(batch, activate(sum(batch, inputs, parameters), parameters)));
    if (plan.convolution().isEmpty()) {
      return pooled;
    }
    double[] y = new double[batch * plan.result().size()];
    new ReferenceConvRelu(shape())
        .forward(
            batch, pooled, weights(parameters), convThresholds(parameters), bias(parameters), y);
    return y;
  }

  /** What the activation reads, with the statistics of the last forward. */
  double[] activationInput(int batch, List<double[]> inputs, double[] parameters) {
    return sum(batch, inputs, parameters);
  }

  /** The gradients of the inputs; adds to the gradients of the unit's parameters. */
  List<double[]> backward(
      int batch, List<double[]> inputs, double[] dy, double[] parameters, double[] gradients) {
    double[] z = sum(batch, inputs, parameters);
    double[] a = activate(z, parameters);
    double[] pooled = dropout.of(pool(batch, a));
    double[] dPooled = dy;
    if (plan.convolution().isPresent()) {
      dPooled = new double[pooled.length];
      double[] dw = new double[shape().outChannels() * shape().patchSize()];
      double[] dTheta = new double[shape().patchSize()];
      double[] dBias = new double[hasBias() ? shape().outChannels() : 0];
      new ReferenceConvRelu(shape())
          .backward(
              batch,
              pooled,
              weights(parameters),
              convThresholds(parameters),
              dy,
              dPooled,
              dw,
              dTheta,
              dBias);
      dPooled = dropout.of(dPooled);
      add(dw, gradients, layout.offset(unit, Role.WEIGHTS));
      if (hasBias()) {
        add(dBias, gradients, layout.offset(unit, Role.BIAS));
      }
      if (thresholdsInConvolution()) {
        add(dTheta, gradients, layout.offset(unit, Role.THRESHOLD));
      }
    }
    double[] dz = activationGradient(z, unpool(batch, a, dPooled), parameters, gradients);
    List<double[]> result = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      result.add(operands.get(i).gradient(batch, inputs.get(i), dz, parameters, gradients));
    }
    return result;
  }

  private double[] sum(int batch, List<double[]> inputs, double[] parameters) {
    double[] z = operands.get(0).normalize(batch, inputs.get(0), parameters);
    if (operands.size() == 1) {
      return z;
    }
    double[] sum = operands.get(1).normalize(batch, inputs.get(1), parameters).clone();
    add(z, sum, 0);
    return sum;
  }

  private boolean thresholdsInConvolution() {
    return plan.thresholds() == Thresholds.WEIGHT;
  }

  private ConvShape shape() {
    return plan.convolution().orElseThrow().on(plan.pooled());
  }

  private double[] weights(double[] parameters) {
    int at = layout.offset(unit, Role.WEIGHTS);
    return Arrays.copyOfRange(parameters, at, at + shape().outChannels() * shape().patchSize());
  }

  private boolean hasBias() {
    return plan.convolution().filter(conv -> conv.bias() == ConvSpec.Bias.ADDED).isPresent();
  }

  private double[] bias(double[] parameters) {
    if (!hasBias()) {
      return new double[0];
    }
    int at = layout.offset(unit, Role.BIAS);
    return Arrays.copyOfRange(parameters, at, at + shape().outChannels());
  }

  private double[] convThresholds(double[] parameters) {
    if (thresholdsInConvolution()) {
      int at = layout.offset(unit, Role.THRESHOLD);
      return Arrays.copyOfRange(parameters, at, at + shape().patchSize());
    }
    double[] none = new double[shape().patchSize()];
    Arrays.fill(none, Double.NEGATIVE_INFINITY);
    return none;
  }

  private double[] activate(double[] z, double[] parameters) {
    double[] a = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      a[i] = form().value(z[i], threshold(parameters, i), slope(parameters), gain());
    }
    return a;
  }

  private double[] activationGradient(
      double[] z, double[] da, double[] parameters, double[] gradients) {
    double[] dz = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      double theta = threshold(parameters, i);
      dz[i] = da[i] * form().slope(z[i], theta, slope(parameters), gain());
      if (z[i] <= theta) {
        double under = da[i];
        double depth = z[i] - theta;
        thresholdAt(i).ifPresent(at -> gradients[at] += under);
        slopeAt().ifPresent(at -> gradients[at] += under * depth);
      }
    }
    return dz;
  }

  /** The function of a value; thresholds of weights are applied in the convolution. */
  private Form form() {
    return switch (plan.thresholds()) {
      case NONE, LAYER, CHANNEL, VALUE -> plan.nonlinearity().activation().form();
      case WEIGHT -> Form.IDENTITY;
    };
  }

  private double gain() {
    return plan.nonlinearity().activation().gain();
  }

  private double threshold(double[] parameters, int i) {
    OptionalInt at = thresholdAt(i);
    return at.isPresent() ? parameters[at.getAsInt()] : 0;
  }

  private double slope(double[] parameters) {
    return switch (plan.nonlinearity().activation().parameter()) {
      case NONE, THRESHOLD, TIED_THRESHOLD -> plan.nonlinearity().activation().slope();
      case FIXED_SLOPE -> plan.nonlinearity().slope();
      case TRAINED_SLOPE -> parameters[layout.offset(unit, Role.SLOPE)];
    };
  }

  private OptionalInt slopeAt() {
    return switch (plan.nonlinearity().activation().parameter()) {
      case TRAINED_SLOPE -> OptionalInt.of(layout.offset(unit, Role.SLOPE));
      case NONE, FIXED_SLOPE, THRESHOLD, TIED_THRESHOLD -> OptionalInt.empty();
    };
  }

  /** Where the threshold of a value lies. */
  private OptionalInt thresholdAt(int i) {
    return switch (plan.thresholds()) {
      case NONE, WEIGHT -> OptionalInt.empty();
      case LAYER -> thresholdOf(0);
      case CHANNEL -> thresholdOf(i / plan.input().pixels() % plan.input().channels());
      case VALUE -> thresholdOf(i % plan.input().size());
    };
  }

  private OptionalInt thresholdOf(int group) {
    return OptionalInt.of(layout.offset(unit, Role.THRESHOLD) + group);
  }

  private double[] pool(int batch, double[] a) {
    int planes = batch * plan.input().channels();
    return ReferencePooling.forward(
        plan.pooling(), a, planes, plan.input().height(), plan.input().width());
  }

  private double[] unpool(int batch, double[] a, double[] dPooled) {
    int planes = batch * plan.input().channels();
    return ReferencePooling.backward(
        plan.pooling(), a, dPooled, planes, plan.input().height(), plan.input().width());
  }

  private static void add(double[] values, double[] to, int at) {
    for (int i = 0; i < values.length; i++) {
      to[at + i] += values[i];
    }
  }
}
