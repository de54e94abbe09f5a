package io.convrelu.kernel.tile;

import static io.convrelu.kernel.tile.Layout.BLOCK;
import static io.convrelu.kernel.tile.Layout.LINE;
import static io.convrelu.kernel.tile.VectorPasses.LENGTH;
import static io.convrelu.kernel.tile.VectorPasses.ORDER;
import static io.convrelu.kernel.tile.VectorPasses.SPECIES;
import static io.convrelu.kernel.tile.VectorPasses.whereAbove;

import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;

/**
 * Backward passes of {@link ChannelFunction} of the forms with an edge. Each loop is flat and has
 * its own method: accumulators that meet in nested loops or branches would be boxed.
 */
final class ActivationGradients {

  /** Sums of one image and block: Σg, Σg·(x − centre), Σ below, Σ below·z. */
  private final float[] part = new float[4 * BLOCK];

  private final SmoothPasses smooth;

  ActivationGradients(SmoothPasses smooth) {
    this.smooth = smooth;
  }

  void differentiate(
      Region x,
      Region dy,
      Region dx,
      Tile tile,
      ChannelFunction f,
      float[] centre,
      GradientSums sums,
      TilePasses.Write write) {
    ByteBuffer xs = x.memory().bytes();
    ByteBuffer dys = dy.memory().bytes();
    ByteBuffer dxs = dx.memory().bytes();
    int pixels = tile.pixels();
    Backward pass = pass(f, write);
    for (int block = 0; block < tile.blocks(); block++) {
      for (int image = 0; image < tile.images(); image++) {
        int xi = x.index(image, block, pixels);
        int gi = dy.index(image, block, pixels);
        int di = dx.index(image, block, pixels);
        for (int lane = 0; lane < BLOCK; lane += LENGTH) {
          Step step =
              new Step(
                  xs,
                  xi + lane * Float.BYTES,
                  dys,
                  gi + lane * Float.BYTES,
                  dxs,
                  di + lane * Float.BYTES,
                  pixels,
                  block * BLOCK + lane,
                  lane);
          pass.run(step, f, centre, part);
        }
        addTo(sums, block * BLOCK);
      }
    }
  }

  /** One vector of channels of one image. */
  record Step(
      ByteBuffer x,
      int xi,
      ByteBuffer dy,
      int gi,
      ByteBuffer dx,
      int di,
      int pixels,
      int channel,
      int lane) {}

  private interface Backward {
    void run(Step q, ChannelFunction f, float[] centre, float[] part);
  }

  private Backward pass(ChannelFunction f, TilePasses.Write write) {
    return switch (f.form().family()) {
      case RECTIFIED ->
          switch (write) {
            case ADD -> ActivationGradients::addRectified;
            case OVERWRITE -> ActivationGradients::writeRectified;
          };
      case IDENTITY, TWO_SLOPES ->
          switch (write) {
            case ADD -> ActivationGradients::addTwoSlopes;
            case OVERWRITE -> ActivationGradients::writeTwoSlopes;
          };
      case SMOOTH -> (q, g, centre, sums) -> smooth.differentiate(q, g, centre, sums, write);
    };
  }

  private static void writeRectified(Step q, ChannelFunction f, float[] centre, float[] part) {
    FloatVector s = FloatVector.fromArray(SPECIES, f.scale(), q.channel());
    FloatVector t = FloatVector.fromArray(SPECIES, f.shift(), q.channel());
    FloatVector m = FloatVector.fromArray(SPECIES, centre, q.channel());
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector sum = zero;
    FloatVector sumX = zero;
    ByteBuffer xs = q.x();
    ByteBuffer dys = q.dy();
    ByteBuffer dxs = q.dx();
    int xi = q.xi();
    int gi = q.gi();
    int di = q.di();
    int end = q.pixels() * LINE;
    for (int i = 0; i < end; i += LINE) {
      FloatVector x = FloatVector.fromByteBuffer(SPECIES, xs, xi + i, ORDER);
      FloatVector dy = FloatVector.fromByteBuffer(SPECIES, dys, gi + i, ORDER);
      FloatVector g = whereAbove(dy, x.fma(s, t), zero);
      sum = sum.add(g);
      sumX = x.sub(m).fma(g, sumX);
      g.mul(s).intoByteBuffer(dxs, di + i, ORDER);
    }
    sum.intoArray(part, q.lane());
    sumX.intoArray(part, BLOCK + q.lane());
  }

  private static void addRectified(Step q, ChannelFunction f, float[] centre, float[] part) {
    FloatVector s = FloatVector.fromArray(SPECIES, f.scale(), q.channel());
    FloatVector t = FloatVector.fromArray(SPECIES, f.shift(), q.channel());
    FloatVector m = FloatVector.fromArray(SPECIES, centre, q.channel());
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector sum = zero;
    FloatVector sumX = zero;
    ByteBuffer xs = q.x();
    ByteBuffer dys = q.dy();
    ByteBuffer dxs = q.dx();
    int xi = q.xi();
    int gi = q.gi();
    int di = q.di();
    int end = q.pixels() * LINE;
    for (int i = 0; i < end; i += LINE) {
      FloatVector x = FloatVector.fromByteBuffer(SPECIES, xs, xi + i, ORDER);
      FloatVector dy = FloatVector.fromByteBuffer(SPECIES, dys, gi + i, ORDER);
      FloatVector g = whereAbove(dy, x.fma(s, t), zero);
      sum = sum.add(g);
      sumX = x.sub(m).fma(g, sumX);
      g.fma(s, FloatVector.fromByteBuffer(SPECIES, dxs, di + i, ORDER))
          .intoByteBuffer(dxs, di + i, ORDER);
    }
    sum.intoArray(part, q.lane());
    sumX.intoArray(part, BLOCK + q.lane());
  }

  private static void writeTwoSlopes(Step q, ChannelFunction f, float[] centre, float[] part) {
    FloatVector s = FloatVector.fromArray(SPECIES, f.scale(), q.channel());
    FloatVector t = FloatVector.fromArray(SPECIES, f.shift(), q.channel());
    FloatVector m = FloatVector.fromArray(SPECIES, centre, q.channel());
    FloatVector theta = FloatVector.fromArray(SPECIES, f.threshold(), q.channel());
    FloatVector slope = FloatVector.fromArray(SPECIES, f.slope(), q.channel());
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector sum = zero;
    FloatVector sumX = zero;
    FloatVector below = zero;
    FloatVector belowZ = zero;
    ByteBuffer xs = q.x();
    ByteBuffer dys = q.dy();
    ByteBuffer dxs = q.dx();
    int xi = q.xi();
    int gi = q.gi();
    int di = q.di();
    int end = q.pixels() * LINE;
    for (int i = 0; i < end; i += LINE) {
      FloatVector x = FloatVector.fromByteBuffer(SPECIES, xs, xi + i, ORDER);
      FloatVector dy = FloatVector.fromByteBuffer(SPECIES, dys, gi + i, ORDER);
      FloatVector z = x.fma(s, t);
      FloatVector over = whereAbove(dy, z, theta);
      FloatVector under = dy.sub(over);
      FloatVector g = under.fma(slope, over);
      sum = sum.add(g);
      sumX = x.sub(m).fma(g, sumX);
      below = below.add(under);
      belowZ = under.fma(z, belowZ);
      g.mul(s).intoByteBuffer(dxs, di + i, ORDER);
    }
    sum.intoArray(part, q.lane());
    sumX.intoArray(part, BLOCK + q.lane());
    below.intoArray(part, 2 * BLOCK + q.lane());
    belowZ.intoArray(part, 3 * BLOCK + q.lane());
  }

  private static void addTwoSlopes(Step q, ChannelFunction f, float[] centre, float[] part) {
    FloatVector s = FloatVector.fromArray(SPECIES, f.scale(), q.channel());
    FloatVector t = FloatVector.fromArray(SPECIES, f.shift(), q.channel());
    FloatVector m = FloatVector.fromArray(SPECIES, centre, q.channel());
    FloatVector theta = FloatVector.fromArray(SPECIES, f.threshold(), q.channel());
    FloatVector slope = FloatVector.fromArray(SPECIES, f.slope(), q.channel());
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector sum = zero;
    FloatVector sumX = zero;
    FloatVector below = zero;
    FloatVector belowZ = zero;
    ByteBuffer xs = q.x();
    ByteBuffer dys = q.dy();
    ByteBuffer dxs = q.dx();
    int xi = q.xi();
    int gi = q.gi();
    int di = q.di();
    int end = q.pixels() * LINE;
    for (int i = 0; i < end; i += LINE) {
      FloatVector x = FloatVector.fromByteBuffer(SPECIES, xs, xi + i, ORDER);
      FloatVector dy = FloatVector.fromByteBuffer(SPECIES, dys, gi + i, ORDER);
      FloatVector z = x.fma(s, t);
      FloatVector over = whereAbove(dy, z, theta);
      FloatVector under = dy.sub(over);
      FloatVector g = under.fma(slope, over);
      sum = sum.add(g);
      sumX = x.sub(m).fma(g, sumX);
      below = below.add(under);
      belowZ = under.fma(z, belowZ);
      g.fma(s, FloatVector.fromByteBuffer(SPECIES, dxs, di + i, ORDER))
          .intoByteBuffer(dxs, di + i, ORDER);
    }
    sum.intoArray(part, q.lane());
    sumX.intoArray(part, BLOCK + q.lane());
    below.intoArray(part, 2 * BLOCK + q.lane());
    belowZ.intoArray(part, 3 * BLOCK + q.lane());
  }

  private void addTo(GradientSums sums, int channel) {
    for (int lane = 0; lane < BLOCK; lane++) {
      sums.gradient()[channel + lane] += part[lane];
      sums.gradientTimesInput()[channel + lane] += part[BLOCK + lane];
      sums.below()[channel + lane] += part[2 * BLOCK + lane];
      sums.belowTimesValue()[channel + lane] += part[3 * BLOCK + lane];
    }
  }
}
