package io.convrelu.kernel.tile;

import static io.convrelu.kernel.tile.Layout.BLOCK;
import static io.convrelu.kernel.tile.Layout.LINE;
import static io.convrelu.kernel.tile.VectorPasses.LENGTH;
import static io.convrelu.kernel.tile.VectorPasses.ORDER;
import static io.convrelu.kernel.tile.VectorPasses.SPECIES;
import static io.convrelu.kernel.tile.VectorPasses.whereAbove;

import io.convrelu.kernel.ConvShape;
import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link VectorPatches} for the usual case, kernels three columns wide at stride 1 and padding 1: a
 * row of x is read once for its three kernel columns, and written once. Column j of x is column j +
 * 1 of the patches of kernel column 0, j of 1, and j − 1 of 2.
 */
final class ThreeTapPasses {

  private final ConvShape shape;
  private final int blocks;

  ThreeTapPasses(ConvShape shape) {
    this.shape = shape;
    blocks = Layout.blocks(shape.channels());
  }

  static boolean fits(ConvShape shape) {
    return shape.kernelWidth() == 3
        && shape.strideWidth() == 1
        && shape.strideHeight() == 1
        && shape.padWidth() == 1
        && shape.width() > 1;
  }

  /**
   * Rows of one block of channels for one kernel row, and where the patches of the three kernel
   * columns lie, in bytes.
   *
   * @param x first row of x; rows follow each other
   * @param patch row of the patches of kernel column 0 that belongs to it
   * @param rows how many; 0 when all lie in the padding
   * @param rowBytes of a row of x or patches
   * @param planeBytes from one kernel column to the next
   * @param channel first patch channel of kernel column 0
   * @param channelStep channels from one kernel column to the next
   */
  private record Strip(
      int x, int patch, int rows, int rowBytes, int planeBytes, int channel, int channelStep) {}

  private interface StripAction {
    void run(Strip strip);
  }

  /** Rows inside x go to one action, rows in the padding above and below to the other. */
  private void forEachStrip(
      NativeFloats x,
      NativeFloats patches,
      TilePatches.Rows at,
      StripAction inside,
      StripAction padding) {
    int rowSize = shape.width() * BLOCK;
    int rowBytes = rowSize * Float.BYTES;
    int plane = at.rows() * rowSize;
    for (int a = 0; a < shape.kernelHeight(); a++) {
      int first = at.firstRow() + a - shape.padHeight();
      int from = Math.min(at.rows(), Math.max(0, -first));
      int to = Math.max(from, Math.min(at.rows(), shape.height() - first));
      for (int c = 0; c < blocks; c++) {
        int block = a * 3 * blocks + c;
        for (int lane = 0; lane < BLOCK; lane += LENGTH) {
          int patch = patches.index((long) at.patches() + (long) block * plane + lane);
          long row = (long) c * shape.height() + first + from;
          int xi = x.index(at.image() + (from < to ? row * rowSize : 0) + lane);
          int planeBytes = blocks * plane * Float.BYTES;
          int channel = block * BLOCK + lane;
          int step = blocks * BLOCK;
          inside.run(
              new Strip(
                  xi, patch + from * rowBytes, to - from, rowBytes, planeBytes, channel, step));
          padding.run(new Strip(0, patch, from, rowBytes, planeBytes, channel, step));
          padding.run(
              new Strip(
                  0, patch + to * rowBytes, at.rows() - to, rowBytes, planeBytes, channel, step));
        }
      }
    }
  }

  void pack(NativeFloats x, NativeFloats patches, TilePatches.Rows at, float[] thresholds) {
    forEachStrip(
        x,
        patches,
        at,
        strip -> packRows(x.bytes(), patches.bytes(), strip, thresholds),
        strip -> packPadding(patches.bytes(), strip, thresholds));
  }

  private static void packRows(ByteBuffer x, ByteBuffer y, Strip strip, float[] thresholds) {
    FloatVector zero = FloatVector.zero(SPECIES);
    int c0 = strip.channel();
    FloatVector theta0 = FloatVector.fromArray(SPECIES, thresholds, c0);
    FloatVector theta1 = FloatVector.fromArray(SPECIES, thresholds, c0 + strip.channelStep());
    FloatVector theta2 = FloatVector.fromArray(SPECIES, thresholds, c0 + 2 * strip.channelStep());
    int rowBytes = strip.rowBytes();
    int last = rowBytes - LINE;
    int xi = strip.x();
    int y0 = strip.patch() + LINE;
    int y1 = strip.patch() + strip.planeBytes();
    int y2 = strip.patch() + 2 * strip.planeBytes() - LINE;
    for (int row = 0; row < strip.rows(); row++) {
      theta0.max(zero).intoByteBuffer(y, y0 - LINE, ORDER);
      FloatVector first = FloatVector.fromByteBuffer(SPECIES, x, xi, ORDER);
      first.max(theta0).intoByteBuffer(y, y0, ORDER);
      first.max(theta1).intoByteBuffer(y, y1, ORDER);
      for (int i = LINE; i < last; i += LINE) {
        FloatVector v = FloatVector.fromByteBuffer(SPECIES, x, xi + i, ORDER);
        v.max(theta0).intoByteBuffer(y, y0 + i, ORDER);
        v.max(theta1).intoByteBuffer(y, y1 + i, ORDER);
        v.max(theta2).intoByteBuffer(y, y2 + i, ORDER);
      }
      FloatVector end = FloatVector.fromByteBuffer(SPECIES, x, xi + last, ORDER);
      end.max(theta1).intoByteBuffer(y, y1 + last, ORDER);
      end.max(theta2).intoByteBuffer(y, y2 + last, ORDER);
      theta2.max(zero).intoByteBuffer(y, y2 + last + LINE, ORDER);
      xi += rowBytes;
      y0 += rowBytes;
      y1 += rowBytes;
      y2 += rowBytes;
    }
  }

  private static void packPadding(ByteBuffer y, Strip strip, float[] thresholds) {
    for (int b = 0; b < 3; b++) {
      FloatVector value =
          FloatVector.fromArray(SPECIES, thresholds, strip.channel() + b * strip.channelStep())
              .max(FloatVector.zero(SPECIES));
      int at = strip.patch() + b * strip.planeBytes();
      for (int i = 0; i < strip.rows() * strip.rowBytes(); i += LINE) {
        value.intoByteBuffer(y, at + i, ORDER);
      }
    }
  }

  void unpack(
      NativeFloats gradient,
      NativeFloats x,
      NativeFloats dx,
      int dxImage,
      TilePatches.Rows at,
      float[] thresholds,
      float[] dThresholds) {
    int shift = dx.index(dxImage) - x.index(at.image());
    forEachStrip(
        x,
        gradient,
        at,
        strip ->
            unpackRows(
                gradient.bytes(), x.bytes(), dx.bytes(), shift, strip, thresholds, dThresholds),
        strip -> unpackPadding(gradient.bytes(), strip, thresholds, dThresholds));
  }

  /** Sums are kept in memory from row to row: carried through nested loops they would be boxed. */
  private static void unpackRows(
      ByteBuffer g,
      ByteBuffer x,
      ByteBuffer dx,
      int shift,
      Strip strip,
      float[] thresholds,
      float[] dThresholds) {
    FloatVector zero = FloatVector.zero(SPECIES);
    int c0 = strip.channel();
    int c1 = c0 + strip.channelStep();
    int c2 = c1 + strip.channelStep();
    FloatVector theta0 = FloatVector.fromArray(SPECIES, thresholds, c0);
    FloatVector theta1 = FloatVector.fromArray(SPECIES, thresholds, c1);
    FloatVector theta2 = FloatVector.fromArray(SPECIES, thresholds, c2);
    int rowBytes = strip.rowBytes();
    int last = rowBytes - LINE;
    int xi = strip.x();
    int di = xi + shift;
    int g0 = strip.patch() + LINE;
    int g1 = strip.patch() + strip.planeBytes();
    int g2 = strip.patch() + 2 * strip.planeBytes() - LINE;
    for (int row = 0; row < strip.rows(); row++) {
      // Column 0 of x, and the padding in front of it.
      FloatVector v = FloatVector.fromByteBuffer(SPECIES, x, xi, ORDER);
      FloatVector a = FloatVector.fromByteBuffer(SPECIES, g, g0, ORDER);
      FloatVector b = FloatVector.fromByteBuffer(SPECIES, g, g1, ORDER);
      FloatVector a1 = zero.blend(a, v.compare(VectorOperators.GT, theta0));
      FloatVector b1 = zero.blend(b, v.compare(VectorOperators.GT, theta1));
      FloatVector before = FloatVector.fromByteBuffer(SPECIES, g, g0 - LINE, ORDER);
      FloatVector sum0 =
          a.sub(a1).add(before.blend(zero, zero.compare(VectorOperators.GT, theta0)));
      FloatVector sum1 = b.sub(b1);
      FloatVector sum2 = zero;
      FloatVector.fromByteBuffer(SPECIES, dx, di, ORDER)
          .add(a1.add(b1))
          .intoByteBuffer(dx, di, ORDER);

      for (int i = LINE; i < last; i += LINE) {
        FloatVector w = FloatVector.fromByteBuffer(SPECIES, x, xi + i, ORDER);
        FloatVector p = FloatVector.fromByteBuffer(SPECIES, g, g0 + i, ORDER);
        FloatVector q = FloatVector.fromByteBuffer(SPECIES, g, g1 + i, ORDER);
        FloatVector r = FloatVector.fromByteBuffer(SPECIES, g, g2 + i, ORDER);
        FloatVector p1 = whereAbove(p, w, theta0);
        FloatVector q1 = whereAbove(q, w, theta1);
        FloatVector r1 = whereAbove(r, w, theta2);
        sum0 = sum0.add(p.sub(p1));
        sum1 = sum1.add(q.sub(q1));
        sum2 = sum2.add(r.sub(r1));
        p1.add(q1)
            .add(r1.add(FloatVector.fromByteBuffer(SPECIES, dx, di + i, ORDER)))
            .intoByteBuffer(dx, di + i, ORDER);
      }

      // The last column, and the padding behind it.
      FloatVector u = FloatVector.fromByteBuffer(SPECIES, x, xi + last, ORDER);
      FloatVector d = FloatVector.fromByteBuffer(SPECIES, g, g1 + last, ORDER);
      FloatVector e = FloatVector.fromByteBuffer(SPECIES, g, g2 + last, ORDER);
      FloatVector d1 = zero.blend(d, u.compare(VectorOperators.GT, theta1));
      FloatVector e1 = zero.blend(e, u.compare(VectorOperators.GT, theta2));
      FloatVector past = FloatVector.fromByteBuffer(SPECIES, g, g2 + last + LINE, ORDER);
      FloatVector pastBelow = past.blend(zero, zero.compare(VectorOperators.GT, theta2));
      FloatVector.fromByteBuffer(SPECIES, dx, di + last, ORDER)
          .add(d1.add(e1))
          .intoByteBuffer(dx, di + last, ORDER);
      sum0.add(FloatVector.fromArray(SPECIES, dThresholds, c0)).intoArray(dThresholds, c0);
      sum1.add(d.sub(d1))
          .add(FloatVector.fromArray(SPECIES, dThresholds, c1))
          .intoArray(dThresholds, c1);
      sum2.add(e.sub(e1))
          .add(pastBelow)
          .add(FloatVector.fromArray(SPECIES, dThresholds, c2))
          .intoArray(dThresholds, c2);
      xi += rowBytes;
      di += rowBytes;
      g0 += rowBytes;
      g1 += rowBytes;
      g2 += rowBytes;
    }
  }

  private static void unpackPadding(
      ByteBuffer g, Strip strip, float[] thresholds, float[] dThresholds) {
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int b = 0; b < 3; b++) {
      int channel = strip.channel() + b * strip.channelStep();
      VectorMask<Float> above =
          zero.compare(VectorOperators.GT, FloatVector.fromArray(SPECIES, thresholds, channel));
      int at = strip.patch() + b * strip.planeBytes();
      FloatVector sum = zero;
      for (int i = 0; i < strip.rows() * strip.rowBytes(); i += LINE) {
        sum = sum.add(FloatVector.fromByteBuffer(SPECIES, g, at + i, ORDER));
      }
      sum.blend(zero, above)
          .add(FloatVector.fromArray(SPECIES, dThresholds, channel))
          .intoArray(dThresholds, channel);
    }
  }
}
