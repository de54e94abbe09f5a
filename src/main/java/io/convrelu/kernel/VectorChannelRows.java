package io.convrelu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ChannelRows} on the Vector API. Runs of values are summed in float32 lanes, runs in
 * double; what remains of a row after its last whole vector goes through the plain loops.
 */
final class VectorChannelRows implements ChannelRows {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Values that are summed in float32 before the sum is added in double; whole vectors. */
  private static final int RUN = 1024;

  private final ChannelRows rest = new ScalarChannelRows();

  @Override
  public double sum(float[] x, int from, int count) {
    double total = 0;
    int whole = from + SPECIES.loopBound(count);
    for (int run = from; run < whole; run += RUN) {
      FloatVector sum = FloatVector.zero(SPECIES);
      int end = Math.min(whole, run + RUN);
      for (int i = run; i < end; i += LANES) {
        sum = sum.add(FloatVector.fromArray(SPECIES, x, i));
      }
      total += sum.reduceLanes(VectorOperators.ADD);
    }
    return total + rest.sum(x, whole, from + count - whole);
  }

  @Override
  public void deviations(float[] x, int from, int count, float pivot, double[] sums) {
    int whole = from + SPECIES.loopBound(count);
    rest.deviations(x, whole, from + count - whole, pivot, sums);
    for (int run = from; run < whole; run += RUN) {
      FloatVector sum = FloatVector.zero(SPECIES);
      FloatVector squares = FloatVector.zero(SPECIES);
      int end = Math.min(whole, run + RUN);
      for (int i = run; i < end; i += LANES) {
        FloatVector deviation = FloatVector.fromArray(SPECIES, x, i).sub(pivot);
        sum = sum.add(deviation);
        squares = deviation.fma(deviation, squares);
      }
      sums[0] += sum.reduceLanes(VectorOperators.ADD);
      sums[1] += squares.reduceLanes(VectorOperators.ADD);
    }
  }

  @Override
  public double affine(
      float[] x, int from, int count, float pivot, float scale, float shift, float[] y) {
    FloatVector poison = FloatVector.zero(SPECIES);
    FloatVector scales = FloatVector.broadcast(SPECIES, scale);
    FloatVector shifts = FloatVector.broadcast(SPECIES, shift);
    int whole = from + SPECIES.loopBound(count);
    for (int i = from; i < whole; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, i);
      poison = v.sub(v).add(poison);
      v.sub(pivot).fma(scales, shifts).intoArray(y, i);
    }
    return poison.reduceLanes(VectorOperators.ADD)
        + rest.affine(x, whole, from + count - whole, pivot, scale, shift, y);
  }

  @Override
  public void products(float[] x, float[] dy, int from, int count, float pivot, double[] sums) {
    int whole = from + SPECIES.loopBound(count);
    rest.products(x, dy, whole, from + count - whole, pivot, sums);
    for (int run = from; run < whole; run += RUN) {
      FloatVector sum = FloatVector.zero(SPECIES);
      FloatVector products = FloatVector.zero(SPECIES);
      int end = Math.min(whole, run + RUN);
      for (int i = run; i < end; i += LANES) {
        FloatVector gradient = FloatVector.fromArray(SPECIES, dy, i);
        sum = sum.add(gradient);
        products = FloatVector.fromArray(SPECIES, x, i).sub(pivot).fma(gradient, products);
      }
      sums[0] += sum.reduceLanes(VectorOperators.ADD);
      sums[1] += products.reduceLanes(VectorOperators.ADD);
    }
  }

  @Override
  public void combine(
      float[] x,
      float[] dy,
      int from,
      int count,
      float pivot,
      float scale,
      float slope,
      float offset) {
    FloatVector scales = FloatVector.broadcast(SPECIES, scale);
    FloatVector slopes = FloatVector.broadcast(SPECIES, slope);
    FloatVector offsets = FloatVector.broadcast(SPECIES, offset);
    int whole = from + SPECIES.loopBound(count);
    for (int i = from; i < whole; i += LANES) {
      FloatVector line = FloatVector.fromArray(SPECIES, x, i).sub(pivot).fma(slopes, offsets);
      FloatVector.fromArray(SPECIES, dy, i).fma(scales, line).intoArray(dy, i);
    }
    rest.combine(x, dy, whole, from + count - whole, pivot, scale, slope, offset);
  }
}
