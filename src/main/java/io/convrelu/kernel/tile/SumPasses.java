package io.convrelu.kernel.tile;

import static io.convrelu.kernel.tile.Layout.BLOCK;
import static io.convrelu.kernel.tile.Layout.LINE;
import static io.convrelu.kernel.tile.VectorPasses.LENGTH;
import static io.convrelu.kernel.tile.VectorPasses.ORDER;
import static io.convrelu.kernel.tile.VectorPasses.SPECIES;
import static io.convrelu.kernel.tile.VectorPasses.whereAbove;

import io.convrelu.kernel.tile.TilePasses.Operand;
import io.convrelu.kernel.tile.TilePasses.Write;
import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ChannelFunction} of a sum, {@code z = scale·x + addendScale·w + shift}: three streams
 * forward and five backward, so memory sets the pace and one loop serves all rectifiers. Where a
 * gradient is overwritten its old value is read all the same and masked away: the cache line comes
 * in before it is written anyway, and what lies there may be anything, even NaN.
 */
final class SumPasses {

  private static final VectorSpecies<Integer> INTS = SPECIES.withLanes(int.class);

  /** Sums of one image and block: Σg, Σg·(x − centre), Σ below, Σ below·z, Σg·(w − centre). */
  private final float[] part = new float[5 * BLOCK];

  private final SmoothPasses smooth;

  SumPasses(SmoothPasses smooth) {
    this.smooth = smooth;
  }

  private interface Forward {
    void run(
        ByteBuffer x,
        int xi,
        ByteBuffer w,
        int wi,
        float[] addendScale,
        ByteBuffer y,
        int yi,
        int pixels,
        ChannelFunction f,
        int c);
  }

  private interface Backward {
    void run(Step q, Operand x, Operand w, ByteBuffer dy, ChannelFunction f, float[] part);
  }

  void activate(
      Region x, Region addend, float[] addendScale, Region y, Tile tile, ChannelFunction f) {
    Forward pass =
        switch (f.form().family()) {
          case IDENTITY, RECTIFIED, TWO_SLOPES -> SumPasses::rectifier;
          case SMOOTH -> smooth::activateSum;
        };
    ByteBuffer xs = x.memory().bytes();
    ByteBuffer ws = addend.memory().bytes();
    ByteBuffer ys = y.memory().bytes();
    int pixels = tile.pixels();
    for (int block = 0; block < tile.blocks(); block++) {
      for (int image = 0; image < tile.images(); image++) {
        int xi = x.index(image, block, pixels);
        int wi = addend.index(image, block, pixels);
        int yi = y.index(image, block, pixels);
        for (int lane = 0; lane < BLOCK; lane += LENGTH) {
          int c = block * BLOCK + lane;
          int l = lane * Float.BYTES;
          pass.run(xs, xi + l, ws, wi + l, addendScale, ys, yi + l, pixels, f, c);
        }
      }
    }
  }

  private static void rectifier(
      ByteBuffer xs,
      int xi,
      ByteBuffer ws,
      int wi,
      float[] addendScale,
      ByteBuffer ys,
      int yi,
      int pixels,
      ChannelFunction f,
      int c) {
    FloatVector s = FloatVector.fromArray(SPECIES, f.scale(), c);
    FloatVector r = FloatVector.fromArray(SPECIES, addendScale, c);
    FloatVector t = FloatVector.fromArray(SPECIES, f.shift(), c);
    FloatVector theta = FloatVector.fromArray(SPECIES, f.threshold(), c);
    FloatVector slope = FloatVector.fromArray(SPECIES, f.slope(), c);
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int i = 0; i < pixels * LINE; i += LINE) {
      FloatVector w = FloatVector.fromByteBuffer(SPECIES, ws, wi + i, ORDER);
      FloatVector z = FloatVector.fromByteBuffer(SPECIES, xs, xi + i, ORDER).fma(s, w.fma(r, t));
      z.sub(theta).min(zero).fma(slope, z.max(theta)).intoByteBuffer(ys, yi + i, ORDER);
    }
  }

  void differentiate(
      Operand x, Operand addend, Region dy, Tile tile, ChannelFunction f, GradientSums sums) {
    Backward pass =
        switch (f.form().family()) {
          case IDENTITY, RECTIFIED, TWO_SLOPES -> SumPasses::rectifier;
          case SMOOTH -> smooth::differentiateSum;
        };
    int pixels = tile.pixels();
    for (int block = 0; block < tile.blocks(); block++) {
      for (int image = 0; image < tile.images(); image++) {
        for (int lane = 0; lane < BLOCK; lane += LENGTH) {
          int l = lane * Float.BYTES;
          Step step =
              new Step(
                  x.values().index(image, block, pixels) + l,
                  addend.values().index(image, block, pixels) + l,
                  dy.index(image, block, pixels) + l,
                  x.gradient().index(image, block, pixels) + l,
                  addend.gradient().index(image, block, pixels) + l,
                  pixels * LINE,
                  block * BLOCK + lane,
                  lane);
          pass.run(step, x, addend, dy.memory().bytes(), f, part);
        }
        addTo(sums, block * BLOCK);
      }
    }
  }

  /** Where one vector of channels of one image lies in the five streams, in bytes. */
  record Step(int x, int w, int dy, int dx, int dw, int end, int channel, int lane) {}

  private static void rectifier(
      Step q, Operand x, Operand addend, ByteBuffer dys, ChannelFunction f, float[] part) {
    FloatVector s = FloatVector.fromArray(SPECIES, x.scale(), q.channel());
    FloatVector r = FloatVector.fromArray(SPECIES, addend.scale(), q.channel());
    FloatVector t = FloatVector.fromArray(SPECIES, f.shift(), q.channel());
    FloatVector m = FloatVector.fromArray(SPECIES, x.centre(), q.channel());
    FloatVector n = FloatVector.fromArray(SPECIES, addend.centre(), q.channel());
    FloatVector theta = FloatVector.fromArray(SPECIES, f.threshold(), q.channel());
    FloatVector slope = FloatVector.fromArray(SPECIES, f.slope(), q.channel());
    IntVector keepX = kept(x.write());
    IntVector keepW = kept(addend.write());
    FloatVector sum = FloatVector.zero(SPECIES);
    FloatVector sumX = FloatVector.zero(SPECIES);
    FloatVector sumW = FloatVector.zero(SPECIES);
    FloatVector below = FloatVector.zero(SPECIES);
    FloatVector belowZ = FloatVector.zero(SPECIES);
    ByteBuffer xs = x.values().memory().bytes();
    ByteBuffer ws = addend.values().memory().bytes();
    ByteBuffer dxs = x.gradient().memory().bytes();
    ByteBuffer dws = addend.gradient().memory().bytes();
    int xi = q.x();
    int wi = q.w();
    int gi = q.dy();
    int di = q.dx();
    int ei = q.dw();
    int end = q.end();
    for (int i = 0; i < end; i += LINE) {
      FloatVector v = FloatVector.fromByteBuffer(SPECIES, xs, xi + i, ORDER);
      FloatVector w = FloatVector.fromByteBuffer(SPECIES, ws, wi + i, ORDER);
      FloatVector dy = FloatVector.fromByteBuffer(SPECIES, dys, gi + i, ORDER);
      FloatVector z = v.fma(s, w.fma(r, t));
      FloatVector over = whereAbove(dy, z, theta);
      FloatVector under = dy.sub(over);
      FloatVector g = under.fma(slope, over);
      sum = sum.add(g);
      sumX = v.sub(m).fma(g, sumX);
      sumW = w.sub(n).fma(g, sumW);
      below = below.add(under);
      belowZ = under.fma(z, belowZ);
      g.fma(s, before(dxs, di + i, keepX)).intoByteBuffer(dxs, di + i, ORDER);
      g.fma(r, before(dws, ei + i, keepW)).intoByteBuffer(dws, ei + i, ORDER);
    }
    sum.intoArray(part, q.lane());
    sumX.intoArray(part, BLOCK + q.lane());
    below.intoArray(part, 2 * BLOCK + q.lane());
    belowZ.intoArray(part, 3 * BLOCK + q.lane());
    sumW.intoArray(part, 4 * BLOCK + q.lane());
  }

  /** All bits where gradients are added, none where they are overwritten. */
  static IntVector kept(Write write) {
    return IntVector.broadcast(INTS, write == Write.ADD ? -1 : 0);
  }

  static FloatVector before(ByteBuffer gradients, int index, IntVector kept) {
    return FloatVector.fromByteBuffer(SPECIES, gradients, index, ORDER)
        .reinterpretAsInts()
        .and(kept)
        .reinterpretAsFloats();
  }

  private void addTo(GradientSums sums, int channel) {
    for (int lane = 0; lane < BLOCK; lane++) {
      sums.gradient()[channel + lane] += part[lane];
      sums.gradientTimesInput()[channel + lane] += part[BLOCK + lane];
      sums.below()[channel + lane] += part[2 * BLOCK + lane];
      sums.belowTimesValue()[channel + lane] += part[3 * BLOCK + lane];
      sums.gradientTimesAddend()[channel + lane] += part[4 * BLOCK + lane];
    }
  }
}
