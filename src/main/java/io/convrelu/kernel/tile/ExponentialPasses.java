package io.convrelu.kernel.tile;

import static io.convrelu.kernel.tile.Layout.BLOCK;
import static io.convrelu.kernel.tile.Layout.LINE;
import static io.convrelu.kernel.tile.VectorPasses.ORDER;
import static io.convrelu.kernel.tile.VectorPasses.SPECIES;

import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** ELU and SELU: λ·(max(z, 0) + α·(e^min(z, 0) − 1)). */
final class ExponentialPasses {

  private ExponentialPasses() {}

  static void activate(
      ByteBuffer x, int xi, ByteBuffer y, int yi, int pixels, ChannelFunction f, int c) {
    FloatVector s = FloatVector.fromArray(SPECIES, f.scale(), c);
    FloatVector t = FloatVector.fromArray(SPECIES, f.shift(), c);
    FloatVector alpha = FloatVector.fromArray(SPECIES, f.slope(), c);
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int i = 0; i < pixels * LINE; i += LINE) {
      FloatVector z = FloatVector.fromByteBuffer(SPECIES, x, xi + i, ORDER).fma(s, t);
      FloatVector tail = z.min(zero).lanewise(VectorOperators.EXP).sub(1f);
      tail.fma(alpha, z.max(zero)).mul(f.gain()).intoByteBuffer(y, yi + i, ORDER);
    }
  }

  static void differentiate(
      ActivationGradients.Step q,
      ChannelFunction f,
      float[] centre,
      float[] part,
      TilePasses.Write write) {
    FloatVector s = FloatVector.fromArray(SPECIES, f.scale(), q.channel());
    FloatVector t = FloatVector.fromArray(SPECIES, f.shift(), q.channel());
    FloatVector m = FloatVector.fromArray(SPECIES, centre, q.channel());
    FloatVector alpha = FloatVector.fromArray(SPECIES, f.slope(), q.channel());
    IntVector kept = SumPasses.kept(write);
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    FloatVector sum = zero;
    FloatVector sumX = zero;
    ByteBuffer dxs = q.dx();
    int end = q.pixels() * LINE;
    for (int i = 0; i < end; i += LINE) {
      FloatVector x = FloatVector.fromByteBuffer(SPECIES, q.x(), q.xi() + i, ORDER);
      FloatVector dy = FloatVector.fromByteBuffer(SPECIES, q.dy(), q.gi() + i, ORDER);
      FloatVector z = x.fma(s, t);
      FloatVector slope =
          z.min(zero)
              .lanewise(VectorOperators.EXP)
              .mul(alpha)
              .blend(one, z.compare(VectorOperators.GT, zero));
      FloatVector g = dy.mul(slope).mul(f.gain());
      sum = sum.add(g);
      sumX = x.sub(m).fma(g, sumX);
      g.fma(s, SumPasses.before(dxs, q.di() + i, kept)).intoByteBuffer(dxs, q.di() + i, ORDER);
    }
    sum.intoArray(part, q.lane());
    sumX.intoArray(part, BLOCK + q.lane());
  }
}
