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

/** {@link TilePooling} through the Vector API. */
final class VectorPooling implements TilePooling {

  @Override
  public void average(Pooled p) {
    forEachRow(p, VectorPooling::averageRow);
  }

  @Override
  public void spread(Pooled p) {
    clearRemainder(p);
    forEachRow(p, VectorPooling::spreadRow);
  }

  @Override
  public void maximum(Pooled p) {
    forEachRow(p, VectorPooling::maximumRow);
  }

  @Override
  public void route(Pooled p) {
    forEachRow(p, VectorPooling::routeRow);
    clearRemainder(p);
  }

  @Override
  public void globalAverage(Pooled p) {
    int pixels = p.height() * p.width();
    for (int plane = 0; plane < p.planes(); plane++) {
      for (int lane = 0; lane < BLOCK; lane += LENGTH) {
        int from = p.full().index((long) plane * pixels * BLOCK + lane);
        int to = p.pooled().index((long) plane * BLOCK + lane);
        mean(p.full().bytes(), from, p.pooled().bytes(), to, pixels);
      }
    }
  }

  @Override
  public void globalSpread(Pooled p) {
    int pixels = p.height() * p.width();
    for (int plane = 0; plane < p.planes(); plane++) {
      for (int lane = 0; lane < BLOCK; lane += LENGTH) {
        int to = p.full().index((long) plane * pixels * BLOCK + lane);
        int from = p.pooled().index((long) plane * BLOCK + lane);
        repeat(p.pooled().bytes(), from, p.full().bytes(), to, pixels);
      }
    }
  }

  private interface Row {
    /** Two rows of the full side from {@code top}, one of the pooled side from {@code out}. */
    void run(ByteBuffer full, int top, int rowBytes, ByteBuffer pooled, int out, int outBytes);
  }

  private static void forEachRow(Pooled p, Row row) {
    int outHeight = p.height() / 2;
    int outWidth = p.width() / 2;
    int rowBytes = p.width() * LINE;
    for (int plane = 0; plane < p.planes(); plane++) {
      for (int i = 0; i < outHeight; i++) {
        long full = ((long) plane * p.height() + 2L * i) * p.width() * BLOCK;
        long pooled = ((long) plane * outHeight + i) * outWidth * BLOCK;
        for (int lane = 0; lane < BLOCK; lane += LENGTH) {
          row.run(
              p.full().bytes(),
              p.full().index(full + lane),
              rowBytes,
              p.pooled().bytes(),
              p.pooled().index(pooled + lane),
              outWidth * LINE);
        }
      }
    }
  }

  private static void averageRow(
      ByteBuffer full, int top, int rowBytes, ByteBuffer pooled, int out, int outBytes) {
    for (int i = 0; i < outBytes; i += LINE) {
      int at = top + 2 * i;
      FloatVector.fromByteBuffer(SPECIES, full, at, ORDER)
          .add(FloatVector.fromByteBuffer(SPECIES, full, at + LINE, ORDER))
          .add(FloatVector.fromByteBuffer(SPECIES, full, at + rowBytes, ORDER))
          .add(FloatVector.fromByteBuffer(SPECIES, full, at + rowBytes + LINE, ORDER))
          .mul(0.25f)
          .intoByteBuffer(pooled, out + i, ORDER);
    }
  }

  private static void spreadRow(
      ByteBuffer full, int top, int rowBytes, ByteBuffer pooled, int out, int outBytes) {
    for (int i = 0; i < outBytes; i += LINE) {
      int at = top + 2 * i;
      FloatVector quarter = FloatVector.fromByteBuffer(SPECIES, pooled, out + i, ORDER).mul(0.25f);
      quarter.intoByteBuffer(full, at, ORDER);
      quarter.intoByteBuffer(full, at + LINE, ORDER);
      quarter.intoByteBuffer(full, at + rowBytes, ORDER);
      quarter.intoByteBuffer(full, at + rowBytes + LINE, ORDER);
    }
  }

  private static void maximumRow(
      ByteBuffer full, int top, int rowBytes, ByteBuffer pooled, int out, int outBytes) {
    for (int i = 0; i < outBytes; i += LINE) {
      int at = top + 2 * i;
      FloatVector.fromByteBuffer(SPECIES, full, at, ORDER)
          .max(FloatVector.fromByteBuffer(SPECIES, full, at + LINE, ORDER))
          .max(FloatVector.fromByteBuffer(SPECIES, full, at + rowBytes, ORDER))
          .max(FloatVector.fromByteBuffer(SPECIES, full, at + rowBytes + LINE, ORDER))
          .intoByteBuffer(pooled, out + i, ORDER);
    }
  }

  private static void routeRow(
      ByteBuffer full, int top, int rowBytes, ByteBuffer pooled, int out, int outBytes) {
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int i = 0; i < outBytes; i += LINE) {
      int at = top + 2 * i;
      FloatVector a = FloatVector.fromByteBuffer(SPECIES, full, at, ORDER);
      FloatVector b = FloatVector.fromByteBuffer(SPECIES, full, at + LINE, ORDER);
      FloatVector c = FloatVector.fromByteBuffer(SPECIES, full, at + rowBytes, ORDER);
      FloatVector d = FloatVector.fromByteBuffer(SPECIES, full, at + rowBytes + LINE, ORDER);
      FloatVector ab = a.max(b);
      FloatVector cd = c.max(d);
      FloatVector gradient = FloatVector.fromByteBuffer(SPECIES, pooled, out + i, ORDER);
      VectorMask<Float> upper = ab.compare(VectorOperators.GE, cd);
      FloatVector up = zero.blend(gradient, upper);
      FloatVector down = gradient.sub(up);
      FloatVector left = zero.blend(up, a.compare(VectorOperators.GE, b));
      FloatVector lower = zero.blend(down, c.compare(VectorOperators.GE, d));
      left.intoByteBuffer(full, at, ORDER);
      up.sub(left).intoByteBuffer(full, at + LINE, ORDER);
      lower.intoByteBuffer(full, at + rowBytes, ORDER);
      down.sub(lower).intoByteBuffer(full, at + rowBytes + LINE, ORDER);
    }
  }

  private static void mean(ByteBuffer full, int from, ByteBuffer pooled, int to, int pixels) {
    FloatVector sum = FloatVector.zero(SPECIES);
    for (int i = 0; i < pixels * LINE; i += LINE) {
      sum = sum.add(FloatVector.fromByteBuffer(SPECIES, full, from + i, ORDER));
    }
    sum.mul(1f / pixels).intoByteBuffer(pooled, to, ORDER);
  }

  private static void repeat(ByteBuffer pooled, int from, ByteBuffer full, int to, int pixels) {
    FloatVector part = FloatVector.fromByteBuffer(SPECIES, pooled, from, ORDER).mul(1f / pixels);
    for (int i = 0; i < pixels * LINE; i += LINE) {
      part.intoByteBuffer(full, to + i, ORDER);
    }
  }

  /** The row and column that an odd size leaves out have no gradient. */
  private static void clearRemainder(Pooled p) {
    int rowValues = p.width() * BLOCK;
    for (int plane = 0; plane < p.planes(); plane++) {
      long at = (long) plane * p.height() * rowValues;
      if (p.height() % 2 != 0) {
        zero(p.full(), at + (long) (p.height() - 1) * rowValues, rowValues);
      }
      if (p.width() % 2 != 0) {
        for (int i = 0; i < p.height(); i++) {
          zero(p.full(), at + (long) i * rowValues + rowValues - BLOCK, BLOCK);
        }
      }
    }
  }

  private static void zero(NativeFloats memory, long at, int count) {
    for (int i = 0; i < count; i++) {
      memory.bytes().putFloat(memory.index(at + i), 0f);
    }
  }
}
