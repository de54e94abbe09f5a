package io.convrelu.kernel.tile;

import static io.convrelu.kernel.tile.Layout.BLOCK;
import static io.convrelu.kernel.tile.Layout.LINE;
import static io.convrelu.kernel.tile.VectorPasses.LENGTH;
import static io.convrelu.kernel.tile.VectorPasses.ORDER;
import static io.convrelu.kernel.tile.VectorPasses.SPECIES;

import java.nio.ByteBuffer;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * {@link TapPanel} through the Vector API: a group is one vector of outputs, each value is spread
 * over a vector. The twelve accumulators are named locals in one flat loop (in arrays, or carried
 * through nested loops, they would be boxed), and rows lie at a distance that is known to the
 * compiler, so that one register addresses all twelve. Panel {@code [row, entry]}, sums {@code
 * [group, row, lane]}.
 */
final class VectorPanel implements TapPanel {

  /** From row to row: seventeen cache lines, so that rows spread over the sets of a cache. */
  private static final int ROW = 272;

  private final float[] panel = new float[ROWS * ROW];
  private float[] sums = {};

  @Override
  public int lanes() {
    return LENGTH;
  }

  @Override
  public void pack(
      NativeFloats x, Plane plane, Taps taps, Pixels pixels, int count, int firstUnit, int units) {
    for (int i = 0; i < count; i++) {
      int to = i * ROW;
      int tap = firstUnit / plane.blocks();
      int block = firstUnit % plane.blocks();
      for (int rest = units; rest > 0; ) {
        int blocks = Math.min(rest, plane.blocks() - block);
        int source = taps.source()[pixels.taps()[i] + tap];
        if (source == Taps.PADDING) {
          Arrays.fill(panel, to, to + blocks * BLOCK, 0f);
        } else {
          int from = pixels.image()[i] + (block * plane.pixels() + source) * BLOCK;
          copy(x.bytes(), x.index(from), plane.pixels() * LINE, panel, to, blocks);
        }
        to += blocks * BLOCK;
        rest -= blocks;
        block = 0;
        tap++;
      }
    }
  }

  private static void copy(ByteBuffer x, int from, int step, float[] panel, int to, int blocks) {
    for (int i = 0; i < blocks; i++) {
      for (int lane = 0; lane < BLOCK; lane += LENGTH) {
        FloatVector.fromByteBuffer(SPECIES, x, from + i * step + lane * Float.BYTES, ORDER)
            .intoArray(panel, to + i * BLOCK + lane);
      }
    }
  }

  @Override
  public void clear(int groups) {
    reserve(groups);
    Arrays.fill(sums, 0, groups * ROWS * LENGTH, 0f);
  }

  private void reserve(int groups) {
    if (sums.length < groups * ROWS * LENGTH) {
      sums = new float[groups * ROWS * LENGTH];
    }
  }

  @Override
  public void multiply(int count, int depth, float[] weights, int weightsAt, int group) {
    for (int row = 0; row < count; row += STEP) {
      multiply(panel, row * ROW, weights, weightsAt, depth, sums, (group * ROWS + row) * LENGTH);
    }
  }

  private static void multiply(
      float[] panel, int at, float[] weights, int weightsAt, int depth, float[] sums, int to) {
    FloatVector s0 = FloatVector.fromArray(SPECIES, sums, to + 0 * LENGTH);
    FloatVector s1 = FloatVector.fromArray(SPECIES, sums, to + 1 * LENGTH);
    FloatVector s2 = FloatVector.fromArray(SPECIES, sums, to + 2 * LENGTH);
    FloatVector s3 = FloatVector.fromArray(SPECIES, sums, to + 3 * LENGTH);
    FloatVector s4 = FloatVector.fromArray(SPECIES, sums, to + 4 * LENGTH);
    FloatVector s5 = FloatVector.fromArray(SPECIES, sums, to + 5 * LENGTH);
    FloatVector s6 = FloatVector.fromArray(SPECIES, sums, to + 6 * LENGTH);
    FloatVector s7 = FloatVector.fromArray(SPECIES, sums, to + 7 * LENGTH);
    FloatVector s8 = FloatVector.fromArray(SPECIES, sums, to + 8 * LENGTH);
    FloatVector s9 = FloatVector.fromArray(SPECIES, sums, to + 9 * LENGTH);
    FloatVector s10 = FloatVector.fromArray(SPECIES, sums, to + 10 * LENGTH);
    FloatVector s11 = FloatVector.fromArray(SPECIES, sums, to + 11 * LENGTH);
    for (int k = 0; k < depth; k++) {
      FloatVector w = FloatVector.fromArray(SPECIES, weights, weightsAt + k * LENGTH);
      s0 = w.fma(FloatVector.broadcast(SPECIES, panel[at + k + 0 * ROW]), s0);
      s1 = w.fma(FloatVector.broadcast(SPECIES, panel[at + k + 1 * ROW]), s1);
      s2 = w.fma(FloatVector.broadcast(SPECIES, panel[at + k + 2 * ROW]), s2);
      s3 = w.fma(FloatVector.broadcast(SPECIES, panel[at + k + 3 * ROW]), s3);
      s4 = w.fma(FloatVector.broadcast(SPECIES, panel[at + k + 4 * ROW]), s4);
      s5 = w.fma(FloatVector.broadcast(SPECIES, panel[at + k + 5 * ROW]), s5);
      s6 = w.fma(FloatVector.broadcast(SPECIES, panel[at + k + 6 * ROW]), s6);
      s7 = w.fma(FloatVector.broadcast(SPECIES, panel[at + k + 7 * ROW]), s7);
      s8 = w.fma(FloatVector.broadcast(SPECIES, panel[at + k + 8 * ROW]), s8);
      s9 = w.fma(FloatVector.broadcast(SPECIES, panel[at + k + 9 * ROW]), s9);
      s10 = w.fma(FloatVector.broadcast(SPECIES, panel[at + k + 10 * ROW]), s10);
      s11 = w.fma(FloatVector.broadcast(SPECIES, panel[at + k + 11 * ROW]), s11);
    }
    s0.intoArray(sums, to + 0 * LENGTH);
    s1.intoArray(sums, to + 1 * LENGTH);
    s2.intoArray(sums, to + 2 * LENGTH);
    s3.intoArray(sums, to + 3 * LENGTH);
    s4.intoArray(sums, to + 4 * LENGTH);
    s5.intoArray(sums, to + 5 * LENGTH);
    s6.intoArray(sums, to + 6 * LENGTH);
    s7.intoArray(sums, to + 7 * LENGTH);
    s8.intoArray(sums, to + 8 * LENGTH);
    s9.intoArray(sums, to + 9 * LENGTH);
    s10.intoArray(sums, to + 10 * LENGTH);
    s11.intoArray(sums, to + 11 * LENGTH);
  }

  @Override
  public void outer(int count, int depth, float[] gradient, int gradientAt, int group) {
    for (int entry = 0; entry < depth; entry += STEP) {
      outer(
          panel, entry, sums, group * ROWS * LENGTH, count, gradient, gradientAt + entry * LENGTH);
    }
  }

  private static void outer(
      float[] panel, int at, float[] dy, int dyAt, int count, float[] gradient, int to) {
    FloatVector s0 = FloatVector.fromArray(SPECIES, gradient, to + 0 * LENGTH);
    FloatVector s1 = FloatVector.fromArray(SPECIES, gradient, to + 1 * LENGTH);
    FloatVector s2 = FloatVector.fromArray(SPECIES, gradient, to + 2 * LENGTH);
    FloatVector s3 = FloatVector.fromArray(SPECIES, gradient, to + 3 * LENGTH);
    FloatVector s4 = FloatVector.fromArray(SPECIES, gradient, to + 4 * LENGTH);
    FloatVector s5 = FloatVector.fromArray(SPECIES, gradient, to + 5 * LENGTH);
    FloatVector s6 = FloatVector.fromArray(SPECIES, gradient, to + 6 * LENGTH);
    FloatVector s7 = FloatVector.fromArray(SPECIES, gradient, to + 7 * LENGTH);
    FloatVector s8 = FloatVector.fromArray(SPECIES, gradient, to + 8 * LENGTH);
    FloatVector s9 = FloatVector.fromArray(SPECIES, gradient, to + 9 * LENGTH);
    FloatVector s10 = FloatVector.fromArray(SPECIES, gradient, to + 10 * LENGTH);
    FloatVector s11 = FloatVector.fromArray(SPECIES, gradient, to + 11 * LENGTH);
    for (int row = 0; row < count; row++) {
      FloatVector g = FloatVector.fromArray(SPECIES, dy, dyAt + row * LENGTH);
      s0 = g.fma(FloatVector.broadcast(SPECIES, panel[at + row * ROW + 0]), s0);
      s1 = g.fma(FloatVector.broadcast(SPECIES, panel[at + row * ROW + 1]), s1);
      s2 = g.fma(FloatVector.broadcast(SPECIES, panel[at + row * ROW + 2]), s2);
      s3 = g.fma(FloatVector.broadcast(SPECIES, panel[at + row * ROW + 3]), s3);
      s4 = g.fma(FloatVector.broadcast(SPECIES, panel[at + row * ROW + 4]), s4);
      s5 = g.fma(FloatVector.broadcast(SPECIES, panel[at + row * ROW + 5]), s5);
      s6 = g.fma(FloatVector.broadcast(SPECIES, panel[at + row * ROW + 6]), s6);
      s7 = g.fma(FloatVector.broadcast(SPECIES, panel[at + row * ROW + 7]), s7);
      s8 = g.fma(FloatVector.broadcast(SPECIES, panel[at + row * ROW + 8]), s8);
      s9 = g.fma(FloatVector.broadcast(SPECIES, panel[at + row * ROW + 9]), s9);
      s10 = g.fma(FloatVector.broadcast(SPECIES, panel[at + row * ROW + 10]), s10);
      s11 = g.fma(FloatVector.broadcast(SPECIES, panel[at + row * ROW + 11]), s11);
    }
    s0.intoArray(gradient, to + 0 * LENGTH);
    s1.intoArray(gradient, to + 1 * LENGTH);
    s2.intoArray(gradient, to + 2 * LENGTH);
    s3.intoArray(gradient, to + 3 * LENGTH);
    s4.intoArray(gradient, to + 4 * LENGTH);
    s5.intoArray(gradient, to + 5 * LENGTH);
    s6.intoArray(gradient, to + 6 * LENGTH);
    s7.intoArray(gradient, to + 7 * LENGTH);
    s8.intoArray(gradient, to + 8 * LENGTH);
    s9.intoArray(gradient, to + 9 * LENGTH);
    s10.intoArray(gradient, to + 10 * LENGTH);
    s11.intoArray(gradient, to + 11 * LENGTH);
  }

  /** Index in the bytes of y of a pixel's lanes of a group. */
  private static int index(NativeFloats y, Plane plane, int target, int group) {
    int channel = group * LENGTH;
    return y.index(target + channel / BLOCK * plane.pixels() * BLOCK + channel % BLOCK);
  }

  @Override
  public void write(NativeFloats y, Plane plane, Pixels pixels, int count) {
    for (int group = 0; group < plane.blocks() * BLOCK / LENGTH; group++) {
      for (int i = 0; i < count; i++) {
        FloatVector.fromArray(SPECIES, sums, (group * ROWS + i) * LENGTH)
            .intoByteBuffer(y.bytes(), index(y, plane, pixels.target()[i], group), ORDER);
      }
    }
  }

  @Override
  public void read(NativeFloats y, Plane plane, Pixels pixels, int count) {
    int groups = plane.blocks() * BLOCK / LENGTH;
    reserve(groups);
    for (int group = 0; group < groups; group++) {
      for (int i = 0; i < count; i++) {
        int from = index(y, plane, pixels.target()[i], group);
        FloatVector.fromByteBuffer(SPECIES, y.bytes(), from, ORDER)
            .intoArray(sums, (group * ROWS + i) * LENGTH);
      }
    }
  }
}
