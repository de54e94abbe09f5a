package io.convrelu.kernel.tile;

import static io.convrelu.kernel.tile.Layout.BLOCK;
import static io.convrelu.kernel.tile.Layout.LINE;
import static io.convrelu.kernel.tile.VectorPasses.LENGTH;
import static io.convrelu.kernel.tile.VectorPasses.ORDER;
import static io.convrelu.kernel.tile.VectorPasses.SPECIES;

import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link TileTexts} through the Vector API. */
final class VectorTexts implements TileTexts {

  private static final int POOLED = 3;

  @Override
  public void maximum(Rows r) {
    int outBytes = r.width() / POOLED * LINE;
    for (int row = 0; row < r.rows(); row++) {
      for (int lane = 0; lane < BLOCK; lane += LENGTH) {
        maximumRow(
            r.full().bytes(),
            full(r, row) + lane * Float.BYTES,
            r.pooled().bytes(),
            pooled(r, row) + lane * Float.BYTES,
            outBytes);
      }
    }
  }

  @Override
  public void route(Rows r) {
    int outWidth = r.width() / POOLED;
    int rest = r.width() - outWidth * POOLED;
    for (int row = 0; row < r.rows(); row++) {
      for (int lane = 0; lane < BLOCK; lane += LENGTH) {
        routeRow(
            r.full().bytes(),
            full(r, row) + lane * Float.BYTES,
            r.pooled().bytes(),
            pooled(r, row) + lane * Float.BYTES,
            outWidth * LINE);
      }
      clear(r.full().bytes(), full(r, row) + outWidth * POOLED * LINE, rest * LINE);
    }
  }

  private static int full(Rows r, int row) {
    return r.full().index(r.fullAt() + (long) row * r.width() * BLOCK);
  }

  private static int pooled(Rows r, int row) {
    return r.pooled().index(r.pooledAt() + (long) row * (r.width() / POOLED) * BLOCK);
  }

  private static void maximumRow(
      ByteBuffer full, int from, ByteBuffer pooled, int to, int outBytes) {
    for (int i = 0; i < outBytes; i += LINE) {
      int at = from + POOLED * i;
      FloatVector.fromByteBuffer(SPECIES, full, at, ORDER)
          .max(FloatVector.fromByteBuffer(SPECIES, full, at + LINE, ORDER))
          .max(FloatVector.fromByteBuffer(SPECIES, full, at + 2 * LINE, ORDER))
          .intoByteBuffer(pooled, to + i, ORDER);
    }
  }

  private static void routeRow(ByteBuffer full, int from, ByteBuffer pooled, int to, int outBytes) {
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int i = 0; i < outBytes; i += LINE) {
      int at = from + POOLED * i;
      FloatVector a = FloatVector.fromByteBuffer(SPECIES, full, at, ORDER);
      FloatVector b = FloatVector.fromByteBuffer(SPECIES, full, at + LINE, ORDER);
      FloatVector c = FloatVector.fromByteBuffer(SPECIES, full, at + 2 * LINE, ORDER);
      FloatVector gradient = FloatVector.fromByteBuffer(SPECIES, pooled, to + i, ORDER);
      VectorMask<Float> first = a.compare(VectorOperators.GE, b.max(c));
      FloatVector left = zero.blend(gradient, first);
      FloatVector others = gradient.sub(left);
      FloatVector middle = zero.blend(others, b.compare(VectorOperators.GE, c));
      left.intoByteBuffer(full, at, ORDER);
      middle.intoByteBuffer(full, at + LINE, ORDER);
      others.sub(middle).intoByteBuffer(full, at + 2 * LINE, ORDER);
    }
  }

  private static void clear(ByteBuffer memory, int from, int bytes) {
    for (int i = 0; i < bytes; i += LENGTH * Float.BYTES) {
      FloatVector.zero(SPECIES).intoByteBuffer(memory, from + i, ORDER);
    }
  }

  @Override
  public void fill(NativeFloats y, long yAt, int positions, float[] values, int from) {
    for (int lane = 0; lane < BLOCK; lane += LENGTH) {
      FloatVector value = FloatVector.fromArray(SPECIES, values, from + lane);
      int index = y.index(yAt + lane);
      for (int i = 0; i < positions * LINE; i += LINE) {
        value.intoByteBuffer(y.bytes(), index + i, ORDER);
      }
    }
  }

  @Override
  public void gather(Taps q, NativeFloats y, long yAt, int positions) {
    for (int lane = 0; lane < BLOCK; lane += LENGTH) {
      gather(
          q.table(),
          q.at() + lane,
          q.tapStride(),
          q.characters(),
          q.first(),
          y.bytes(),
          y.index(yAt + lane),
          positions);
    }
  }

  private static void gather(
      float[] table,
      int tap0,
      int tapStride,
      int[] characters,
      int first,
      ByteBuffer y,
      int yi,
      int positions) {
    int tap1 = tap0 + tapStride;
    int tap2 = tap1 + tapStride;
    int tap3 = tap2 + tapStride;
    for (int t = 0; t < positions; t++) {
      int c = first + t;
      int at = yi + t * LINE;
      FloatVector a = FloatVector.fromArray(SPECIES, table, tap0 + characters[c]);
      FloatVector b = FloatVector.fromArray(SPECIES, table, tap1 + characters[c + 1]);
      FloatVector d = FloatVector.fromArray(SPECIES, table, tap2 + characters[c + 2]);
      FloatVector e = FloatVector.fromArray(SPECIES, table, tap3 + characters[c + 3]);
      FloatVector.fromByteBuffer(SPECIES, y, at, ORDER)
          .add(a.add(b).add(d.add(e)))
          .intoByteBuffer(y, at, ORDER);
    }
  }

  @Override
  public void scatter(Taps q, NativeFloats dy, long dyAt, int[] positions, int from, int count) {
    for (int lane = 0; lane < BLOCK; lane += LENGTH) {
      scatter(
          q.table(),
          q.at() + lane,
          q.tapStride(),
          q.characters(),
          q.first(),
          dy.bytes(),
          dy.index(dyAt + lane),
          positions,
          from,
          from + count);
    }
  }

  private static void scatter(
      float[] table,
      int tap0,
      int tapStride,
      int[] characters,
      int first,
      ByteBuffer dy,
      int gi,
      int[] positions,
      int from,
      int to) {
    int tap1 = tap0 + tapStride;
    int tap2 = tap1 + tapStride;
    int tap3 = tap2 + tapStride;
    for (int i = from; i < to; i++) {
      int t = positions[i];
      int c = first + t;
      FloatVector g = FloatVector.fromByteBuffer(SPECIES, dy, gi + t * LINE, ORDER);
      int a = tap0 + characters[c];
      int b = tap1 + characters[c + 1];
      int d = tap2 + characters[c + 2];
      int e = tap3 + characters[c + 3];
      // The taps' lines lie apart, so the four sums do not wait for each other.
      FloatVector.fromArray(SPECIES, table, a).add(g).intoArray(table, a);
      FloatVector.fromArray(SPECIES, table, b).add(g).intoArray(table, b);
      FloatVector.fromArray(SPECIES, table, d).add(g).intoArray(table, d);
      FloatVector.fromArray(SPECIES, table, e).add(g).intoArray(table, e);
    }
  }
}
