package io.convrelu.kernel.tile;

import static io.convrelu.kernel.tile.Layout.BLOCK;
import static io.convrelu.kernel.tile.Layout.LINE;
import static io.convrelu.kernel.tile.VectorPasses.LENGTH;
import static io.convrelu.kernel.tile.VectorPasses.ORDER;
import static io.convrelu.kernel.tile.VectorPasses.SPECIES;

import io.convrelu.kernel.tile.TilePasses.Operand;
import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * {@link ChannelFunction} of every {@link SmoothFunction}, alone and of a sum, and the ways back. A
 * strip of some pixels stays in the first-level cache: one loop computes z, one the function or its
 * slope in place, one the rest. Next to an exponential that detour costs nothing, and a function is
 * two loops instead of eight.
 */
final class SmoothPasses {

  private static final int PIXELS = 64;

  private final float[] strip = new float[PIXELS * LENGTH];

  /** y = f(x) for one vector of channels, c the first, of one image. */
  void activate(ByteBuffer x, int xi, ByteBuffer y, int yi, int pixels, ChannelFunction f, int c) {
    for (int p = 0; p < pixels; p += PIXELS) {
      int count = Math.min(PIXELS, pixels - p);
      affine(x, xi + p * LINE, count, f, c);
      SmoothFunction.of(f.form()).value(strip, count * LENGTH, f, c);
      store(y, yi + p * LINE, count);
    }
  }

  /** The same of a sum. */
  void activateSum(
      ByteBuffer x,
      int xi,
      ByteBuffer w,
      int wi,
      float[] addendScale,
      ByteBuffer y,
      int yi,
      int pixels,
      ChannelFunction f,
      int c) {
    for (int p = 0; p < pixels; p += PIXELS) {
      int count = Math.min(PIXELS, pixels - p);
      sum(x, xi + p * LINE, f.scale(), w, wi + p * LINE, addendScale, count, f.shift(), c);
      SmoothFunction.of(f.form()).value(strip, count * LENGTH, f, c);
      store(y, yi + p * LINE, count);
    }
  }

  /** Gradients of one vector of channels of one image; sums go to {@code part}. */
  void differentiate(
      ActivationGradients.Step q,
      ChannelFunction f,
      float[] centre,
      float[] part,
      TilePasses.Write write) {
    clear(part, q.lane());
    for (int p = 0; p < q.pixels(); p += PIXELS) {
      int count = Math.min(PIXELS, q.pixels() - p);
      affine(q.x(), q.xi() + p * LINE, count, f, q.channel());
      SmoothFunction.of(f.form()).slope(strip, count * LENGTH, f, q.channel());
      multiply(q.dy(), q.gi() + p * LINE, count, part, q.lane());
      addUp(q.x(), q.xi() + p * LINE, count, centre, q.channel(), part, BLOCK + q.lane());
      handOn(q.dx(), q.di() + p * LINE, count, f.scale(), q.channel(), write);
    }
  }

  /** The same of a sum. */
  void differentiateSum(
      SumPasses.Step q, Operand x, Operand w, ByteBuffer dy, ChannelFunction f, float[] part) {
    clear(part, q.lane());
    ByteBuffer xs = x.values().memory().bytes();
    ByteBuffer ws = w.values().memory().bytes();
    int pixels = q.end() / LINE;
    int c = q.channel();
    for (int p = 0; p < pixels; p += PIXELS) {
      int count = Math.min(PIXELS, pixels - p);
      int at = p * LINE;
      sum(xs, q.x() + at, x.scale(), ws, q.w() + at, w.scale(), count, f.shift(), c);
      SmoothFunction.of(f.form()).slope(strip, count * LENGTH, f, c);
      multiply(dy, q.dy() + at, count, part, q.lane());
      addUp(xs, q.x() + at, count, x.centre(), c, part, BLOCK + q.lane());
      addUp(ws, q.w() + at, count, w.centre(), c, part, 4 * BLOCK + q.lane());
      handOn(x.gradient().memory().bytes(), q.dx() + at, count, x.scale(), c, x.write());
      handOn(w.gradient().memory().bytes(), q.dw() + at, count, w.scale(), c, w.write());
    }
  }

  private static void clear(float[] part, int lane) {
    for (int sum = lane; sum < part.length; sum += BLOCK) {
      FloatVector.zero(SPECIES).intoArray(part, sum);
    }
  }

  private void affine(ByteBuffer x, int xi, int pixels, ChannelFunction f, int c) {
    FloatVector s = FloatVector.fromArray(SPECIES, f.scale(), c);
    FloatVector t = FloatVector.fromArray(SPECIES, f.shift(), c);
    for (int i = 0; i < pixels; i++) {
      FloatVector.fromByteBuffer(SPECIES, x, xi + i * LINE, ORDER)
          .fma(s, t)
          .intoArray(strip, i * LENGTH);
    }
  }

  private void sum(
      ByteBuffer x,
      int xi,
      float[] scale,
      ByteBuffer w,
      int wi,
      float[] addendScale,
      int pixels,
      float[] shift,
      int c) {
    FloatVector s = FloatVector.fromArray(SPECIES, scale, c);
    FloatVector r = FloatVector.fromArray(SPECIES, addendScale, c);
    FloatVector t = FloatVector.fromArray(SPECIES, shift, c);
    for (int i = 0; i < pixels; i++) {
      FloatVector v = FloatVector.fromByteBuffer(SPECIES, w, wi + i * LINE, ORDER).fma(r, t);
      FloatVector.fromByteBuffer(SPECIES, x, xi + i * LINE, ORDER)
          .fma(s, v)
          .intoArray(strip, i * LENGTH);
    }
  }

  private void store(ByteBuffer y, int yi, int pixels) {
    for (int i = 0; i < pixels; i++) {
      FloatVector.fromArray(SPECIES, strip, i * LENGTH).intoByteBuffer(y, yi + i * LINE, ORDER);
    }
  }

  /** The slopes in the strip become gradients g; adds Σg. */
  private void multiply(ByteBuffer dy, int gi, int pixels, float[] part, int at) {
    FloatVector total = FloatVector.fromArray(SPECIES, part, at);
    for (int i = 0; i < pixels; i++) {
      FloatVector g =
          FloatVector.fromByteBuffer(SPECIES, dy, gi + i * LINE, ORDER)
              .mul(FloatVector.fromArray(SPECIES, strip, i * LENGTH));
      total = total.add(g);
      g.intoArray(strip, i * LENGTH);
    }
    total.intoArray(part, at);
  }

  /** Adds Σg·(x − centre). */
  private void addUp(
      ByteBuffer x, int xi, int pixels, float[] centre, int c, float[] part, int at) {
    FloatVector m = FloatVector.fromArray(SPECIES, centre, c);
    FloatVector total = FloatVector.fromArray(SPECIES, part, at);
    for (int i = 0; i < pixels; i++) {
      FloatVector g = FloatVector.fromArray(SPECIES, strip, i * LENGTH);
      total = FloatVector.fromByteBuffer(SPECIES, x, xi + i * LINE, ORDER).sub(m).fma(g, total);
    }
    total.intoArray(part, at);
  }

  private void handOn(
      ByteBuffer dx, int di, int pixels, float[] scale, int c, TilePasses.Write write) {
    FloatVector s = FloatVector.fromArray(SPECIES, scale, c);
    IntVector kept = SumPasses.kept(write);
    for (int i = 0; i < pixels; i++) {
      FloatVector.fromArray(SPECIES, strip, i * LENGTH)
          .fma(s, SumPasses.before(dx, di + i * LINE, kept))
          .intoByteBuffer(dx, di + i * LINE, ORDER);
    }
  }
}
