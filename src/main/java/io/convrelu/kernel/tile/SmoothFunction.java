package io.convrelu.kernel.tile;

import static io.convrelu.kernel.tile.VectorPasses.LENGTH;
import static io.convrelu.kernel.tile.VectorPasses.SPECIES;
import static io.convrelu.kernel.tile.VectorPasses.whereAbove;

import io.convrelu.kernel.Form;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Activations with an exponential, on strips of vectors of the same channels, in place. */
enum SmoothFunction {
  /** ELU and SELU: λ·(max(z, 0) + α·(e^min(z, 0) − 1)). */
  EXPONENTIAL {
    @Override
    void value(float[] z, int count, ChannelFunction f, int channel) {
      FloatVector alpha = FloatVector.fromArray(SPECIES, f.slope(), channel);
      FloatVector zero = FloatVector.zero(SPECIES);
      for (int i = 0; i < count; i += LENGTH) {
        FloatVector v = FloatVector.fromArray(SPECIES, z, i);
        exp(v.min(zero)).sub(1f).fma(alpha, v.max(zero)).mul(f.gain()).intoArray(z, i);
      }
    }

    @Override
    void slope(float[] z, int count, ChannelFunction f, int channel) {
      FloatVector alpha = FloatVector.fromArray(SPECIES, f.slope(), channel);
      FloatVector zero = FloatVector.zero(SPECIES);
      FloatVector one = FloatVector.broadcast(SPECIES, 1f);
      for (int i = 0; i < count; i += LENGTH) {
        FloatVector v = FloatVector.fromArray(SPECIES, z, i);
        FloatVector below = exp(v.min(zero)).mul(alpha);
        below.add(whereAbove(one.sub(below), v, zero)).mul(f.gain()).intoArray(z, i);
      }
    }
  },

  /** SiLU: z·σ(z). */
  LOGISTIC_GATE {
    @Override
    void value(float[] z, int count, ChannelFunction f, int channel) {
      FloatVector one = FloatVector.broadcast(SPECIES, 1f);
      for (int i = 0; i < count; i += LENGTH) {
        FloatVector v = FloatVector.fromArray(SPECIES, z, i);
        v.div(exp(v.neg()).add(one)).intoArray(z, i);
      }
    }

    @Override
    void slope(float[] z, int count, ChannelFunction f, int channel) {
      FloatVector one = FloatVector.broadcast(SPECIES, 1f);
      for (int i = 0; i < count; i += LENGTH) {
        FloatVector v = FloatVector.fromArray(SPECIES, z, i);
        FloatVector gate = one.div(exp(v.neg()).add(one));
        one.sub(gate).fma(v, one).mul(gate).intoArray(z, i);
      }
    }
  },

  /** GELU: z·Φ(z). */
  NORMAL_GATE {
    @Override
    void value(float[] z, int count, ChannelFunction f, int channel) {
      for (int i = 0; i < count; i += LENGTH) {
        FloatVector v = FloatVector.fromArray(SPECIES, z, i);
        v.mul(normal(v, bell(v))).intoArray(z, i);
      }
    }

    @Override
    void slope(float[] z, int count, ChannelFunction f, int channel) {
      for (int i = 0; i < count; i += LENGTH) {
        FloatVector v = FloatVector.fromArray(SPECIES, z, i);
        FloatVector bell = bell(v);
        bell.mul(DENSITY).fma(v, normal(v, bell)).intoArray(z, i);
      }
    }
  };

  /** 1/√(2π). */
  private static final float DENSITY = 0.3989422804014327f;

  private static final int SIGN = 0x80000000;

  /** 1.5·2²³: a small number added to it is rounded to an integer, in the low bits. */
  private static final float ROUNDING = 12582912f;

  /** The function of a form of that family. */
  static SmoothFunction of(Form form) {
    return switch (form) {
      case EXPONENTIAL -> EXPONENTIAL;
      case LOGISTIC_GATE -> LOGISTIC_GATE;
      case NORMAL_GATE -> NORMAL_GATE;
      case IDENTITY, RECTIFIED, TWO_SLOPES ->
          throw new IllegalArgumentException(form + " has an edge");
    };
  }

  /** z becomes f(z), for vectors of which each begins at the channel. */
  abstract void value(float[] z, int count, ChannelFunction f, int channel);

  /** z becomes ∂f/∂z. */
  abstract void slope(float[] z, int count, ChannelFunction f, int channel);

  /**
   * eᵛ to about 1e-7, by Cephes' polynomial (Moshier) on [−ln 2 / 2, ln 2 / 2]: some ten operations
   * in registers, where the library's function is a call, or a loop over lanes on machines it was
   * not written for. What is beyond ±87 is taken as ±87.
   */
  static FloatVector exp(FloatVector v) {
    FloatVector x = v.max(-87f).min(87f);
    FloatVector rounded = x.mul(1.44269504f).add(ROUNDING);
    FloatVector n = rounded.sub(ROUNDING);
    FloatVector r = x.sub(n.mul(0.693359375f)).add(n.mul(2.12194440e-4f));
    FloatVector p = r.mul(1.9875691500e-4f).add(1.3981999507e-3f);
    p = p.mul(r).add(8.3334519073e-3f);
    p = p.mul(r).add(4.1665795894e-2f);
    p = p.mul(r).add(1.6666665459e-1f);
    p = p.mul(r).add(5.0000001201e-1f);
    return p.mul(r)
        .mul(r)
        .add(r)
        .add(1f)
        .reinterpretAsInts()
        .add(rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23))
        .reinterpretAsFloats();
  }

  /** e^(−v²/2). */
  private static FloatVector bell(FloatVector v) {
    return exp(v.mul(v).mul(-0.5f));
  }

  /**
   * Φ(v) to 1e-7 by Abramowitz and Stegun 7.1.26, which needs no other exponential than the bell.
   */
  private static FloatVector normal(FloatVector v, FloatVector bell) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    FloatVector t = one.div(v.abs().mul(0.3275911f * 0.70710678f).add(1f));
    FloatVector p = t.mul(1.061405429f).sub(1.453152027f);
    p = p.mul(t).add(1.421413741f);
    p = p.mul(t).sub(0.284496736f);
    p = p.mul(t).add(0.254829592f);
    return p.mul(t)
        .mul(bell)
        .mul(-0.5f)
        .add(0.5f)
        .reinterpretAsInts()
        .lanewise(VectorOperators.XOR, v.reinterpretAsInts().and(SIGN))
        .reinterpretAsFloats()
        .add(0.5f);
  }
}
