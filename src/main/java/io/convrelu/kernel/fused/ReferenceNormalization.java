package io.convrelu.kernel.fused;

import io.convrelu.kernel.fused.Parameter.Operand;
import io.convrelu.kernel.fused.Parameter.Role;

/** Batch normalization of one operand of a unit in double, or nothing where it has none. */
final class ReferenceNormalization {

  private final StagePlan stage;
  private final ParameterLayout layout;
  private final int unit;
  private final Operand operand;
  private final MapShape input;
  private final boolean normalized;
  private final double[] mean;
  private final double[] variance;

  ReferenceNormalization(StagePlan stage, ParameterLayout layout, int unit, Operand operand) {
    this.stage = stage;
    this.layout = layout;
    this.unit = unit;
    this.operand = operand;
    UnitPlan plan = stage.units().get(unit);
    input = plan.input();
    normalized = plan.normalization(operand) == UnitPlan.Normalization.BATCH;
    mean = new double[input.channels()];
    variance = new double[input.channels()];
  }

  private int offset(Role role) {
    return layout.offset(unit, operand, role);
  }

  void measure(int batch, double[] x, double[] parameters, ReferenceStage.Statistics statistics) {
    if (!normalized) {
      return;
    }
    int pixels = input.pixels();
    double count = (double) batch * pixels;
    for (int c = 0; c < mean.length; c++) {
      if (statistics == ReferenceStage.Statistics.RUNNING) {
        mean[c] = parameters[offset(Role.RUNNING_MEAN) + c];
        variance[c] = parameters[offset(Role.RUNNING_VARIANCE) + c];
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
    return (n * input.channels() + c) * input.pixels() + p;
  }

  private double inverseDeviation(int c) {
    return 1 / Math.sqrt(variance[c] + stage.epsilon());
  }

  double[] normalize(int batch, double[] x, double[] parameters) {
    if (!normalized) {
      return x;
    }
    double[] z = new double[x.length];
    for (int n = 0; n < batch; n++) {
      for (int c = 0; c < mean.length; c++) {
        double gamma = parameters[offset(Role.GAMMA) + c];
        double beta = parameters[offset(Role.BETA) + c];
        for (int p = 0; p < input.pixels(); p++) {
          int i = at(n, c, p);
          z[i] = gamma * (x[i] - mean[c]) * inverseDeviation(c) + beta;
        }
      }
    }
    return z;
  }

  /** The gradient of x; adds to those of the parameters. */
  double[] gradient(int batch, double[] x, double[] dz, double[] parameters, double[] gradients) {
    if (!normalized) {
      return dz;
    }
    double[] dx = new double[x.length];
    int pixels = input.pixels();
    double count = (double) batch * pixels;
    for (int c = 0; c < mean.length; c++) {
      double inverse = inverseDeviation(c);
      double gamma = parameters[offset(Role.GAMMA) + c];
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
      gradients[offset(Role.GAMMA) + c] += sumHat;
      gradients[offset(Role.BETA) + c] += sum;
      int meanAt = offset(Role.RUNNING_MEAN) + c;
      int varianceAt = offset(Role.RUNNING_VARIANCE) + c;
      gradients[meanAt] += RunningStatistics.step(parameters[meanAt], mean[c], stage.decay());
      gradients[varianceAt] +=
          RunningStatistics.step(parameters[varianceAt], variance[c], stage.decay());
    }
    return dx;
  }
}
