package io.convrelu.kernel.fused;

import io.convrelu.kernel.ConvShape;
import io.convrelu.kernel.ReferenceConvRelu;
import io.convrelu.kernel.fused.Parameter.Role;
import java.util.Arrays;

/** One unit in double precision; every step makes a new array. */
final class ReferenceUnit {

  private final UnitPlan plan;
  private final StagePlan stage;
  private final ParameterLayout layout;
  private final int unit;
  private final double[] mean;
  private final double[] variance;

  ReferenceUnit(StagePlan stage, ParameterLayout layout, int unit) {
    this.stage = stage;
    this.layout = layout;
    this.unit = unit;
    plan = stage.units().get(unit);
    mean = new double[plan.input().channels()];
    variance = new double[plan.input().channels()];
  }

  double[] forward(
      int batch, double[] x, double[] parameters, ReferenceStage.Statistics statistics) {
    if (normalized()) {
      measure(batch, x, parameters, statistics);
    }
    double[] pooled = pool(batch, activate(normalize(batch, x, parameters), parameters));
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
  double[] activationInput(int batch, double[] x, double[] parameters) {
    return normalize(batch, x, parameters);
  }

  /** Adds to the gradients of the unit's parameters. */
  double[] backward(int batch, double[] x, double[] dy, double[] parameters, double[] gradients) {
    double[] z = normalize(batch, x, parameters);
    double[] a = activate(z, parameters);
    double[] pooled = pool(batch, a);
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
      add(dw, gradients, layout.offset(unit, Role.WEIGHTS));
      if (hasBias()) {
        add(dBias, gradients, layout.offset(unit, Role.BIAS));
      }
      if (thresholdsInConvolution()) {
        add(dTheta, gradients, layout.offset(unit, Role.THRESHOLD));
      }
    }
    double[] dz = activationGradient(z, unpool(batch, a, dPooled), parameters, gradients);
    return normalized() ? normalizationGradient(batch, x, dz, parameters, gradients) : dz;
  }

  private boolean normalized() {
    return plan.normalized() == UnitPlan.Normalization.BATCH;
  }

  private boolean thresholdsInConvolution() {
    return plan.nonlinearity().kind() == Nonlinearity.Kind.CONV_RELU
        && plan.thresholdPositions() > 1;
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

  private void measure(
      int batch, double[] x, double[] parameters, ReferenceStage.Statistics statistics) {
    int pixels = plan.input().pixels();
    double count = (double) batch * pixels;
    for (int c = 0; c < mean.length; c++) {
      if (statistics == ReferenceStage.Statistics.RUNNING) {
        mean[c] = parameters[layout.offset(unit, Role.RUNNING_MEAN) + c];
        variance[c] = parameters[layout.offset(unit, Role.RUNNING_VARIANCE) + c];
        continue;
      }
      double sum = 0;
      for (int n = 0; n < batch; n++) {
        for (int p = 0; p < pixels; p++) {
          sum += x[at(n, c, p)];
        }
      }
      mean[c] = sum / count;
      double squares = 0;
      for (int n = 0; n < batch; n++) {
        for (int p = 0; p < pixels; p++) {
          double distance = x[at(n, c, p)] - mean[c];
          squares += distance * distance;
        }
      }
      variance[c] = squares / count;
    }
  }

  private int at(int n, int c, int p) {
    return (n * plan.input().channels() + c) * plan.input().pixels() + p;
  }

  private double inverseDeviation(int c) {
    return 1 / Math.sqrt(variance[c] + stage.epsilon());
  }

  private double[] normalize(int batch, double[] x, double[] parameters) {
    if (!normalized()) {
      return x;
    }
    double[] z = new double[x.length];
    for (int n = 0; n < batch; n++) {
      for (int c = 0; c < mean.length; c++) {
        double gamma = parameters[layout.offset(unit, Role.GAMMA) + c];
        double beta = parameters[layout.offset(unit, Role.BETA) + c];
        for (int p = 0; p < plan.input().pixels(); p++) {
          int i = at(n, c, p);
          z[i] = gamma * (x[i] - mean[c]) * inverseDeviation(c) + beta;
        }
      }
    }
    return z;
  }

  private double[] normalizationGradient(
      int batch, double[] x, double[] dz, double[] parameters, double[] gradients) {
    double[] dx = new double[x.length];
    int pixels = plan.input().pixels();
    double count = (double) batch * pixels;
    for (int c = 0; c < mean.length; c++) {
      double inverse = inverseDeviation(c);
      double gamma = parameters[layout.offset(unit, Role.GAMMA) + c];
      double sum = 0;
      double sumHat = 0;
      for (int n = 0; n < batch; n++) {
        for (int p = 0; p < pixels; p++) {
          int i = at(n, c, p);
          sum += dz[i];
          sumHat += dz[i] * (x[i] - mean[c]) * inverse;
        }
      }
      for (int n = 0; n < batch; n++) {
        for (int p = 0; p < pixels; p++) {
          int i = at(n, c, p);
          double hat = (x[i] - mean[c]) * inverse;
          dx[i] = gamma * inverse * (dz[i] - sum / count - hat * sumHat / count);
        }
      }
      gradients[layout.offset(unit, Role.GAMMA) + c] += sumHat;
      gradients[layout.offset(unit, Role.BETA) + c] += sum;
      int meanAt = layout.offset(unit, Role.RUNNING_MEAN) + c;
      int varianceAt = layout.offset(unit, Role.RUNNING_VARIANCE) + c;
      gradients[meanAt] += RunningStatistics.step(parameters[meanAt], mean[c], stage.decay());
      gradients[varianceAt] +=
          RunningStatistics.step(parameters[varianceAt], variance[c], stage.decay());
    }
    return dx;
  }

  private double[] activate(double[] z, double[] parameters) {
    double[] a = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      a[i] = Activations.value(plan.nonlinearity(), z[i], parameter(parameters, i));
    }
    return a;
  }

  private double[] activationGradient(
      double[] z, double[] da, double[] parameters, double[] gradients) {
    double[] dz = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      double p = parameter(parameters, i);
      dz[i] = da[i] * Activations.slope(plan.nonlinearity(), z[i], p);
      int at = parameterAt(i);
      if (at >= 0) {
        gradients[at] += da[i] * Activations.parameterSlope(plan.nonlinearity(), z[i], p);
      }
    }
    return dz;
  }

  private double parameter(double[] parameters, int i) {
    int at = parameterAt(i);
    if (at >= 0) {
      return parameters[at];
    }
    // ConvReLU's thresholds act inside the convolution; here they let everything through.
    return plan.nonlinearity().kind() == Nonlinearity.Kind.CONV_RELU
        ? Double.NEGATIVE_INFINITY
        : plan.nonlinearity().slope();
  }

  /** Where the activation's parameter for a value lies, or −1. */
  private int parameterAt(int i) {
    int c = i / plan.input().pixels() % plan.input().channels();
    return switch (plan.nonlinearity().kind()) {
      case PRELU -> layout.offset(unit, Role.SLOPE);
      case ADA_RELU_LAYER -> layout.offset(unit, Role.THRESHOLD);
      case ADA_RELU_CHANNEL -> layout.offset(unit, Role.THRESHOLD) + c;
      case ADA_RELU_UNIT -> layout.offset(unit, Role.THRESHOLD) + i % plan.input().size();
      case CONV_RELU -> thresholdsInConvolution() ? -1 : layout.offset(unit, Role.THRESHOLD) + c;
      case IDENTITY, RELU, LEAKY_RELU, ELU, SELU -> -1;
    };
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
