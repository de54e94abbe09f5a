package io.convrelu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** {@link ElementwiseKernel} without branches: signs of activations cannot be predicted. */
final class VectorElementwise implements ElementwiseKernel {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Values that are summed in float32 before the sum is added in double. */
  private static final int RUN = 4096;

  private final ParametricActivation function;

  VectorElementwise(ParametricActivation function) {
    this.function = function;
  }

  @Override
  public void forward(int batch, int repeats, float[] x, float[] p, float[] y) {
    double poison = 0;
    int from = 0;
    for (int n = 0; n < batch; n++) {
      for (float parameter : p) {
        poison += forward(x, from, repeats, parameter, y);
        from += repeats;
      }
    }
    ParametricActivation.requireFinite(poison);
  }

  /** Returns NaN when a value was not finite. */
  private double forward(float[] x, int from, int count, float parameter, float[] y) {
    FloatVector poison = FloatVector.zero(SPECIES);
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector p = FloatVector.broadcast(SPECIES, parameter);
    int i = from;
    int end = from + SPECIES.loopBound(count);
    switch (function) {
      case THRESHOLD -> {
        for (; i < end; i += LANES) {
          FloatVector v = FloatVector.fromArray(SPECIES, x, i);
          poison = v.sub(v).add(poison);
          p.blend(v, v.compare(VectorOperators.GT, p)).intoArray(y, i);
        }
      }
      case SLOPE -> {
        for (; i < end; i += LANES) {
          FloatVector v = FloatVector.fromArray(SPECIES, x, i);
          poison = v.sub(v).add(poison);
          v.mul(p).blend(v, v.compare(VectorOperators.GT, zero)).intoArray(y, i);
        }
      }
    }
    double rest = poison.reduceLanes(VectorOperators.ADD);
    for (; i < from + count; i++) {
      rest += x[i] * 0.0;
      y[i] = (float) function.value(x[i], parameter);
    }
    return rest;
  }

  @Override
  public void backward(
      int batch, int repeats, float[] x, float[] p, float[] dy, float[] dx, double[] dp) {
    int from = 0;
    for (int n = 0; n < batch; n++) {
      for (int g = 0; g < p.length; g++) {
        for (int end = from + repeats; from < end; from += RUN) {
          dp[g] += backward(x, from, Math.min(RUN, end - from), p[g], dy, dx);
        }
        from = (n * p.length + g + 1) * repeats;
      }
    }
  }

  private double backward(float[] x, int from, int count, float parameter, float[] dy, float[] dx) {
    FloatVector sum = FloatVector.zero(SPECIES);
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector p = FloatVector.broadcast(SPECIES, parameter);
    int i = from;
    int end = from + SPECIES.loopBound(count);
    switch (function) {
      case THRESHOLD -> {
        for (; i < end; i += LANES) {
          FloatVector g = FloatVector.fromArray(SPECIES, dy, i);
          VectorMask<Float> above =
              FloatVector.fromArray(SPECIES, x, i).compare(VectorOperators.GT, p);
          FloatVector passed = zero.blend(g, above);
          sum = sum.add(g.sub(passed));
          passed.intoArray(dx, i);
        }
      }
      case SLOPE -> {
        for (; i < end; i += LANES) {
          FloatVector g = FloatVector.fromArray(SPECIES, dy, i);
          FloatVector v = FloatVector.fromArray(SPECIES, x, i);
          VectorMask<Float> above = v.compare(VectorOperators.GT, zero);
          sum = v.blend(zero, above).fma(g, sum);
          g.mul(p).blend(g, above).intoArray(dx, i);
        }
      }
    }
    double rest = sum.reduceLanes(VectorOperators.ADD);
    for (; i < from + count; i++) {
      rest += dy[i] * function.parameterSlope(x[i], parameter);
      dx[i] = (float) (dy[i] * function.inputSlope(x[i], parameter));
    }
    return rest;
  }
}
