package io.convrelu.kernel.fused;

import io.convrelu.kernel.fused.Parameter.Operand;
import io.convrelu.kernel.fused.Parameter.Role;
import io.convrelu.kernel.tile.Moments;

/**
 * Batch normalization of one operand of a unit as an affine function a channel, and the way back to
 * its parameters; the identity where the operand has none.
 */
final class UnitNormalization {

  private final StagePlan stage;
  private final ParameterLayout layout;
  private final int unit;
  private final Operand operand;
  private final int channels;
  private final boolean normalized;
  private final float[] scale;
  private final float[] shift;
  private final float[] centre;
  private final double[] inverseDeviation;

  /**
   * @param padded channels with those that only fill a block, whose scale and shift stay 0
   */
  UnitNormalization(
      StagePlan stage, ParameterLayout layout, int unit, Operand operand, int padded) {
    this.stage = stage;
    this.layout = layout;
    this.unit = unit;
    this.operand = operand;
    UnitPlan plan = stage.units().get(unit);
    channels = plan.input().channels();
    normalized = plan.normalization(operand) == UnitPlan.Normalization.BATCH;
    scale = new float[padded];
    shift = new float[padded];
    centre = new float[padded];
    inverseDeviation = new double[padded];
  }

  boolean normalized() {
    return normalized;
  }

  float[] scale() {
    return scale;
  }

  float[] shift() {
    return shift;
  }

  /** Near the mean of the operand. */
  float[] centre() {
    return centre;
  }

  private int offset(Role role) {
    return layout.offset(unit, operand, role);
  }

  /** Takes statistics from the batch. */
  void prepare(float[] parameters, Moments moments) {
    for (int c = 0; c < channels; c++) {
      if (normalized) {
        prepare(parameters, c, moments.mean(c), moments.variance(c));
      } else {
        scale[c] = 1;
      }
    }
  }

  /** Takes statistics from the running ones. */
  void prepareForInference(float[] parameters) {
    for (int c = 0; c < channels; c++) {
      if (normalized) {
        double mean = parameters[offset(Role.RUNNING_MEAN) + c];
        prepare(parameters, c, mean, parameters[offset(Role.RUNNING_VARIANCE) + c]);
      } else {
        scale[c] = 1;
      }
    }
  }

  private void prepare(float[] parameters, int c, double mean, double variance) {
    double inverse = 1 / Math.sqrt(variance + stage.epsilon());
    double factor = parameters[offset(Role.GAMMA) + c] * inverse;
    inverseDeviation[c] = inverse;
    centre[c] = (float) mean;
    scale[c] = (float) factor;
    shift[c] = (float) (parameters[offset(Role.BETA) + c] - mean * factor);
  }

  /**
   * Writes gradients of the parameters and adds the statistics' part to the map's.
   *
   * @param sums Σ g
   * @param sumsX Σ g·(x − centre)
   */
  void finishBackward(
      double[] sums, double[] sumsX, FeatureMap map, float[] parameters, float[] gradients) {
    if (!normalized) {
      return;
    }
    Moments moments = map.moments();
    for (int c = 0; c < channels; c++) {
      double inverse = inverseDeviation[c];
      gradients[offset(Role.GAMMA) + c] = (float) (sumsX[c] * inverse);
      gradients[offset(Role.BETA) + c] = (float) sums[c];
      double values = moments.count(c);
      map.addCorrection(
          c, -scale[c] * sums[c] / values, -scale[c] * inverse * inverse * sumsX[c] / values);
      int meanAt = offset(Role.RUNNING_MEAN) + c;
      int varianceAt = offset(Role.RUNNING_VARIANCE) + c;
      gradients[meanAt] =
          (float) RunningStatistics.step(parameters[meanAt], moments.mean(c), stage.decay());
      gradients[varianceAt] =
          (float)
              RunningStatistics.step(parameters[varianceAt], moments.variance(c), stage.decay());
    }
  }
}
