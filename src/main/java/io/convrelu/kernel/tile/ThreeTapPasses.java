package io.convrelu.kernel.tile;

import static io.convrelu.kernel.tile.Layout.BLOCK;
import static io.convrelu.kernel.tile.Layout.LINE;
import static io.convrelu.kernel.tile.VectorPasses.LENGTH;
import static io.convrelu.kernel.tile.VectorPasses.ORDER;
import static io.convrelu.kernel.tile.VectorPasses.SPECIES;

import io.convrelu.kernel.ConvShape;
import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link PatchPasses} for the usual case, kernels three columns wide at stride 1 and padding 1: a
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
   * Where the three rows of patches of one row of x begin, in bytes, and their channels.
   *
   * @param x row of x; −1 in the padding
   * @param patch0 of kernel column 0
   * @param planeBytes from one kernel column to the next
   * @param channel first patch channel of kernel column 0
   * @param channelStep channels from one kernel column to the next
   */
  private record Row(int x, int patch0, int planeBytes, int channel, int channelStep) {}

  private interface RowAction {
    void run(Row row, boolean inside);
  }

  private void forEachRow(
      NativeFloats x, NativeFloats patches, PatchPasses.Rows at, RowAction action) {
    long rowSize = (long) shape.width() * BLOCK;
    int plane = Math.toIntExact(at.rows() * rowSize);
    for (int a = 0; a < shape.kernelHeight(); a++) {
      for (int c = 0; c < blocks; c++) {
        int block = a * 3 * blocks + c;
        for (int i = 0; i < at.rows(); i++) {
          int row = at.firstRow() + i + a - shape.padHeight();
          boolean inside = row >= 0 && row < shape.height();
          long from = at.image() + ((long) c * shape.height() + Math.max(0, row)) * rowSize;
          for (int lane = 0; lane < BLOCK; lane += LENGTH) {
            action.run(
                new Row(
                    inside ? x.index(from + lane) : -1,
                    patches.index((long) at.patches() + (long) block * plane + i * rowSize + lane),
                    blocks * plane * Float.BYTES,
                    block * BLOCK + lane,
                    blocks * BLOCK),
                inside);
          }
        }
      }
    }
  }

  void pack(NativeFloats x, NativeFloats patches, PatchPasses.Rows at, float[] thresholds) {
    int width = shape.width();
    forEachRow(
        x,
        patches,
        at,
        (row, inside) -> {
          if (inside) {
            packRow(x.bytes(), patches.bytes(), row, width, thresholds);
          } else {
            packPadding(patches.bytes(), row, width, thresholds);
          }
        });
  }

  private static void packRow(ByteBuffer x, ByteBuffer y, Row row, int width, float[] thresholds) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector theta0 = FloatVector.fromArray(SPECIES, thresholds, row.channel());
    FloatVector theta1 =
        FloatVector.fromArray(SPECIES, thresholds, row.channel() + row.channelStep());
    FloatVector theta2 =
        FloatVector.fromArray(SPECIES, thresholds, row.channel() + 2 * row.channelStep());
    int xi = row.x();
    int y0 = row.patch0() + LINE;
    int y1 = row.patch0() + row.planeBytes();
    int y2 = row.patch0() + 2 * row.planeBytes() - LINE;
    int last = (width - 1) * LINE;
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
  }

  private static void packPadding(ByteBuffer y, Row row, int width, float[] thresholds) {
    for (int b = 0; b < 3; b++) {
      FloatVector value =
          FloatVector.fromArray(SPECIES, thresholds, row.channel() + b * row.channelStep())
              .max(FloatVector.zero(SPECIES));
      int at = row.patch0() + b * row.planeBytes();
      for (int i = 0; i < width * LINE; i += LINE) {
        value.intoByteBuffer(y, at + i, ORDER);
      }
    }
  }

  void unpack(
      NativeFloats gradient,
      NativeFloats x,
      NativeFloats dx,
      int dxImage,
      PatchPasses.Rows at,
      float[] thresholds,
      float[] dThresholds) {
    int width = shape.width();
    int shift = (dxImage - at.image()) * Float.BYTES + dx.index(0) - x.index(0);
    forEachRow(
        x,
        gradient,
        at,
        (row, inside) -> {
          if (inside) {
            unpackRow(
                gradient.bytes(),
                x.bytes(),
                dx.bytes(),
                shift,
                row,
                width,
                thresholds,
                dThresholds);
          } else {
            unpackPadding(gradient.bytes(), row, width, thresholds, dThresholds);
          }
        });
  }

  private static void unpackRow(
      ByteBuffer g,
      ByteBuffer x,
      ByteBuffer dx,
      int shift,
      Row row,
      int width,
      float[] thresholds,
      float[] dThresholds) {
    FloatVector zero = FloatVector.zero(SPECIES);
    int c0 = row.channel();
    int c1 = c0 + row.channelStep();
    int c2 = c1 + row.channelStep();
    FloatVector theta0 = FloatVector.fromArray(SPECIES, thresholds, c0);
    FloatVector theta1 = FloatVector.fromArray(SPECIES, thresholds, c1);
    FloatVector theta2 = FloatVector.fromArray(SPECIES, thresholds, c2);
    int xi = row.x();
    int di = xi + shift;
    int g0 = row.patch0() + LINE;
    int g1 = row.patch0() + row.planeBytes();
    int g2 = row.patch0() + 2 * row.planeBytes() - LINE;
    int last = (width - 1) * LINE;

    // Column 0 of x, and the padding in front of it.
    FloatVector v = FloatVector.fromByteBuffer(SPECIES, x, xi, ORDER);
    FloatVector a = FloatVector.fromByteBuffer(SPECIES, g, g0, ORDER);
    FloatVector b = FloatVector.fromByteBuffer(SPECIES, g, g1, ORDER);
    FloatVector a1 = zero.blend(a, v.compare(VectorOperators.GT, theta0));
    FloatVector b1 = zero.blend(b, v.compare(VectorOperators.GT, theta1));
    FloatVector pad = FloatVector.fromByteBuffer(SPECIES, g, g0 - LINE, ORDER);
    FloatVector sum0 = a.sub(a1).add(pad.blend(zero, zero.compare(VectorOperators.GT, theta0)));
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
      VectorMask<Float> above0 = w.compare(VectorOperators.GT, theta0);
      VectorMask<Float> above1 = w.compare(VectorOperators.GT, theta1);
      VectorMask<Float> above2 = w.compare(VectorOperators.GT, theta2);
      sum0 = sum0.add(p.blend(zero, above0));
      sum1 = sum1.add(q.blend(zero, above1));
      sum2 = sum2.add(r.blend(zero, above2));
      zero.blend(p, above0)
          .add(zero.blend(q, above1))
          .add(zero.blend(r, above2))
          .add(FloatVector.fromByteBuffer(SPECIES, dx, di + i, ORDER))
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
  }

  private static void unpackPadding(
      ByteBuffer g, Row row, int width, float[] thresholds, float[] dThresholds) {
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int b = 0; b < 3; b++) {
      int channel = row.channel() + b * row.channelStep();
      VectorMask<Float> above =
          zero.compare(VectorOperators.GT, FloatVector.fromArray(SPECIES, thresholds, channel));
      int at = row.patch0() + b * row.planeBytes();
      FloatVector sum = zero;
      for (int i = 0; i < width * LINE; i += LINE) {
        sum = sum.add(FloatVector.fromByteBuffer(SPECIES, g, at + i, ORDER));
      }
      sum.blend(zero, above)
          .add(FloatVector.fromArray(SPECIES, dThresholds, channel))
          .intoArray(dThresholds, channel);
    }
  }
}
