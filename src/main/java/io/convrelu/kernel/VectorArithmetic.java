package io.convrelu.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link TileArithmetic} on the widest vectors of this machine. Accumulators are named locals in
 * one flat loop: in arrays, or carried through nested loops, they would be boxed.
 */
final class VectorArithmetic implements TileArithmetic {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Four rows by three vectors: 12 accumulators, 16 registers in all. */
  private static final int STEP = 3 * LANES;

  /** Lanes of this machine's vectors. */
  static int lanes() {
    return LANES;
  }

  @Override
  public int granularity() {
    return STEP;
  }

  @Override
  public boolean isFinite(float[] values, int from, int count) {
    FloatVector poison = FloatVector.zero(SPECIES);
    int i = from;
    for (int end = from + SPECIES.loopBound(count); i < end; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, values, i);
      poison = v.sub(v).add(poison);
    }
    float rest = poison.reduceLanes(VectorOperators.ADD);
    for (; i < from + count; i++) {
      rest += values[i] * 0;
    }
    return rest == 0;
  }

  @Override
  public void clamp(float[] values, int count, float threshold) {
    int i = 0;
    for (int end = SPECIES.loopBound(count); i < end; i += LANES) {
      FloatVector.fromArray(SPECIES, values, i).max(threshold).intoArray(values, i);
    }
    for (; i < count; i++) {
      values[i] = Math.max(values[i], threshold);
    }
  }

  @Override
  public void mask(float[] gradients, float[] values, int count, float threshold) {
    FloatVector zero = FloatVector.zero(SPECIES);
    int i = 0;
    for (int end = SPECIES.loopBound(count); i < end; i += LANES) {
      VectorMask<Float> above =
          FloatVector.fromArray(SPECIES, values, i).compare(VectorOperators.GT, threshold);
      zero.blend(FloatVector.fromArray(SPECIES, gradients, i), above).intoArray(gradients, i);
    }
    for (; i < count; i++) {
      gradients[i] = values[i] > threshold ? gradients[i] : 0;
    }
  }

  @Override
  public float sum(float[] values, int from, int count) {
    FloatVector sum = FloatVector.zero(SPECIES);
    int i = from;
    for (int end = from + SPECIES.loopBound(count); i < end; i += LANES) {
      sum = sum.add(FloatVector.fromArray(SPECIES, values, i));
    }
    float rest = sum.reduceLanes(VectorOperators.ADD);
    for (; i < from + count; i++) {
      rest += values[i];
    }
    return rest;
  }

  @Override
  public void multiply(
      PackedMatrix a,
      int firstGroup,
      int lastGroup,
      int k0,
      int k1,
      float[] x,
      int xStart,
      int[] offsets,
      int firstOffset,
      float[] out,
      int outStart,
      int outStride,
      int positions) {
    // Positions outside, rows inside: the lines of x under one step stay in the L1 cache.
    for (int p = 0; p < positions; p += STEP) {
      for (int group = firstGroup; group < lastGroup; group++) {
        multiplyBlock(
            a.values(),
            a.start(group, k0),
            k1 - k0,
            x,
            xStart + p,
            offsets,
            firstOffset,
            out,
            outStart + (group - firstGroup) * PackedMatrix.GROUP * outStride + p,
            outStride);
      }
    }
  }

  private static void multiplyBlock(
      float[] a,
      int aStart,
      int depth,
      float[] x,
      int xStart,
      int[] offsets,
      int firstOffset,
      float[] out,
      int row0,
      int outStride) {
    int row1 = row0 + outStride;
    int row2 = row1 + outStride;
    int row3 = row2 + outStride;
    FloatVector s00 = FloatVector.fromArray(SPECIES, out, row0);
    FloatVector s01 = FloatVector.fromArray(SPECIES, out, row0 + LANES);
    FloatVector s02 = FloatVector.fromArray(SPECIES, out, row0 + 2 * LANES);
    FloatVector s10 = FloatVector.fromArray(SPECIES, out, row1);
    FloatVector s11 = FloatVector.fromArray(SPECIES, out, row1 + LANES);
    FloatVector s12 = FloatVector.fromArray(SPECIES, out, row1 + 2 * LANES);
    FloatVector s20 = FloatVector.fromArray(SPECIES, out, row2);
    FloatVector s21 = FloatVector.fromArray(SPECIES, out, row2 + LANES);
    FloatVector s22 = FloatVector.fromArray(SPECIES, out, row2 + 2 * LANES);
    FloatVector s30 = FloatVector.fromArray(SPECIES, out, row3);
    FloatVector s31 = FloatVector.fromArray(SPECIES, out, row3 + LANES);
    FloatVector s32 = FloatVector.fromArray(SPECIES, out, row3 + 2 * LANES);
    int at = aStart;
    for (int k = 0; k < depth; k++) {
      int line = xStart + offsets[firstOffset + k];
      FloatVector x0 = FloatVector.fromArray(SPECIES, x, line);
      FloatVector x1 = FloatVector.fromArray(SPECIES, x, line + LANES);
      FloatVector x2 = FloatVector.fromArray(SPECIES, x, line + 2 * LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
      s00 = x0.fma(a0, s00);
      s01 = x1.fma(a0, s01);
      s02 = x2.fma(a0, s02);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + 1]);
      s10 = x0.fma(a1, s10);
      s11 = x1.fma(a1, s11);
      s12 = x2.fma(a1, s12);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2]);
      s20 = x0.fma(a2, s20);
      s21 = x1.fma(a2, s21);
      s22 = x2.fma(a2, s22);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3]);
      s30 = x0.fma(a3, s30);
      s31 = x1.fma(a3, s31);
      s32 = x2.fma(a3, s32);
      at += PackedMatrix.GROUP;
    }
    s00.intoArray(out, row0);
    s01.intoArray(out, row0 + LANES);
    s02.intoArray(out, row0 + 2 * LANES);
    s10.intoArray(out, row1);
    s11.intoArray(out, row1 + LANES);
    s12.intoArray(out, row1 + 2 * LANES);
    s20.intoArray(out, row2);
    s21.intoArray(out, row2 + LANES);
    s22.intoArray(out, row2 + 2 * LANES);
    s30.intoArray(out, row3);
    s31.intoArray(out, row3 + LANES);
    s32.intoArray(out, row3 + 2 * LANES);
  }

  @Override
  public void outer(
      float[] x,
      int xStart,
      int[] offsets,
      int firstOffset,
      int lines,
      float[] dy,
      int dyStart,
      int dyStride,
      int dLines,
      int positions,
      float[] dw,
      int dwStart,
      int dwStride) {
    float[] sums = new float[12];
    for (int d = 0; d < dLines; d += 3) {
      int d1 = Math.min(d + 1, dLines - 1);
      int d2 = Math.min(d + 2, dLines - 1);
      for (int q = 0; q < lines; q += 4) {
        outerBlock(
            x,
            xStart + offsets[firstOffset + q],
            xStart + offsets[firstOffset + Math.min(q + 1, lines - 1)],
            xStart + offsets[firstOffset + Math.min(q + 2, lines - 1)],
            xStart + offsets[firstOffset + Math.min(q + 3, lines - 1)],
            dy,
            dyStart + d * dyStride,
            dyStart + d1 * dyStride,
            dyStart + d2 * dyStride,
            positions,
            sums);
        for (int i = 0; i < 3 && d + i < dLines; i++) {
          for (int j = 0; j < 4 && q + j < lines; j++) {
            dw[(d + i) * dwStride + dwStart + q + j] += sums[4 * i + j];
          }
        }
      }
    }
  }

  private static void outerBlock(
      float[] x,
      int line0,
      int line1,
      int line2,
      int line3,
      float[] dy,
      int row0,
      int row1,
      int row2,
      int positions,
      float[] sums) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = FloatVector.zero(SPECIES);
    FloatVector s02 = FloatVector.zero(SPECIES);
    FloatVector s03 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.zero(SPECIES);
    FloatVector s11 = FloatVector.zero(SPECIES);
    FloatVector s12 = FloatVector.zero(SPECIES);
    FloatVector s13 = FloatVector.zero(SPECIES);
    FloatVector s20 = FloatVector.zero(SPECIES);
    FloatVector s21 = FloatVector.zero(SPECIES);
    FloatVector s22 = FloatVector.zero(SPECIES);
    FloatVector s23 = FloatVector.zero(SPECIES);
    for (int p = 0; p < positions; p += LANES) {
      FloatVector x0 = FloatVector.fromArray(SPECIES, x, line0 + p);
      FloatVector x1 = FloatVector.fromArray(SPECIES, x, line1 + p);
      FloatVector x2 = FloatVector.fromArray(SPECIES, x, line2 + p);
      FloatVector x3 = FloatVector.fromArray(SPECIES, x, line3 + p);
      FloatVector g0 = FloatVector.fromArray(SPECIES, dy, row0 + p);
      s00 = x0.fma(g0, s00);
      s01 = x1.fma(g0, s01);
      s02 = x2.fma(g0, s02);
      s03 = x3.fma(g0, s03);
      FloatVector g1 = FloatVector.fromArray(SPECIES, dy, row1 + p);
      s10 = x0.fma(g1, s10);
      s11 = x1.fma(g1, s11);
      s12 = x2.fma(g1, s12);
      s13 = x3.fma(g1, s13);
      FloatVector g2 = FloatVector.fromArray(SPECIES, dy, row2 + p);
      s20 = x0.fma(g2, s20);
      s21 = x1.fma(g2, s21);
      s22 = x2.fma(g2, s22);
      s23 = x3.fma(g2, s23);
    }
    sums[0] = s00.reduceLanes(VectorOperators.ADD);
    sums[1] = s01.reduceLanes(VectorOperators.ADD);
    sums[2] = s02.reduceLanes(VectorOperators.ADD);
    sums[3] = s03.reduceLanes(VectorOperators.ADD);
    sums[4] = s10.reduceLanes(VectorOperators.ADD);
    sums[5] = s11.reduceLanes(VectorOperators.ADD);
    sums[6] = s12.reduceLanes(VectorOperators.ADD);
    sums[7] = s13.reduceLanes(VectorOperators.ADD);
    sums[8] = s20.reduceLanes(VectorOperators.ADD);
    sums[9] = s21.reduceLanes(VectorOperators.ADD);
    sums[10] = s22.reduceLanes(VectorOperators.ADD);
    sums[11] = s23.reduceLanes(VectorOperators.ADD);
  }

  @Override
  public void pack(
      float[] x,
      int xStart,
      int[] offsets,
      float[] thresholds,
      int k0,
      int k1,
      int positions,
      float[] column,
      int columnStride) {
    for (int k = k0; k < k1; k++) {
      FloatVector threshold = FloatVector.broadcast(SPECIES, thresholds[k]);
      int from = xStart + offsets[k];
      int to = (k - k0) * columnStride;
      for (int p = 0; p < positions; p += LANES) {
        FloatVector.fromArray(SPECIES, x, from + p).max(threshold).intoArray(column, to + p);
      }
    }
  }

  @Override
  public void scatter(
      float[] g,
      int gStride,
      int k0,
      int k1,
      float[] x,
      float[] dx,
      int xStart,
      int[] offsets,
      float[] thresholds,
      int positions,
      float[] dThresholds) {
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int k = k0; k < k1; k++) {
      FloatVector threshold = FloatVector.broadcast(SPECIES, thresholds[k]);
      FloatVector sum = FloatVector.zero(SPECIES);
      int from = (k - k0) * gStride;
      int to = xStart + offsets[k];
      for (int p = 0; p < positions; p += LANES) {
        FloatVector gradient = FloatVector.fromArray(SPECIES, g, from + p);
        VectorMask<Float> above =
            FloatVector.fromArray(SPECIES, x, to + p).compare(VectorOperators.GT, threshold);
        FloatVector passed = zero.blend(gradient, above);
        FloatVector.fromArray(SPECIES, dx, to + p).add(passed).intoArray(dx, to + p);
        sum = sum.add(gradient.sub(passed));
      }
      dThresholds[k] += sum.reduceLanes(VectorOperators.ADD);
    }
  }
}
