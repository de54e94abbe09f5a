package io.convrelu.kernel.tile;

import static io.convrelu.kernel.tile.Layout.BLOCK;
import static io.convrelu.kernel.tile.Layout.LINE;
import static io.convrelu.kernel.tile.VectorPasses.LENGTH;
import static io.convrelu.kernel.tile.VectorPasses.ORDER;
import static io.convrelu.kernel.tile.VectorPasses.SPECIES;

import io.convrelu.kernel.ConvShape;
import java.nio.ByteBuffer;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Spreads the patches of a convolution out as channels of their own, each value raised to the
 * threshold of its channel and kernel position, and the way back. Patch channel blocks are ordered
 * kernel position first: block {@code (a·k_w + b)·⌈C/16⌉ + c/16}. Thresholds lie in that order.
 */
final class PatchPasses {

  private final ConvShape shape;
  private final int blocks;
  private final Optional<ThreeTapPasses> threeTaps;

  PatchPasses(ConvShape shape) {
    this.shape = shape;
    threeTaps =
        ThreeTapPasses.fits(shape) ? Optional.of(new ThreeTapPasses(shape)) : Optional.empty();
    blocks = Layout.blocks(shape.channels());
  }

  /** Blocks of patch channels. */
  int patchBlocks() {
    return blocks * shape.kernelHeight() * shape.kernelWidth();
  }

  /**
   * Some output rows of one image.
   *
   * @param image where the image begins
   * @param firstRow of the output
   * @param rows how many
   * @param patches where the patches of these rows begin
   */
  record Rows(int image, int firstRow, int rows, int patches) {}

  /** patch = max(x̂, θ), with x̂ the zero-padded x. */
  void pack(NativeFloats x, NativeFloats patches, Rows at, float[] thresholds) {
    if (threeTaps.isPresent()) {
      threeTaps.get().pack(x, patches, at, thresholds);
      return;
    }
    forEachRow(
        at,
        row -> {
          for (int lane = 0; lane < BLOCK; lane += LENGTH) {
            packRow(
                x.bytes(),
                x.index((long) row.x() + lane),
                patches.bytes(),
                patches.index((long) row.patch() + lane),
                row,
                shape.strideWidth() * LINE,
                thresholds,
                row.block() * BLOCK + lane);
          }
        });
  }

  /**
   * dx += g where x̂ &gt; θ, dθ += g elsewhere, with g the gradient of the patches.
   *
   * @param dThresholds in the order of the thresholds
   */
  void unpack(
      NativeFloats patchGradient,
      NativeFloats x,
      NativeFloats dx,
      int dxImage,
      Rows at,
      float[] thresholds,
      float[] dThresholds) {
    if (threeTaps.isPresent()) {
      threeTaps.get().unpack(patchGradient, x, dx, dxImage, at, thresholds, dThresholds);
      return;
    }
    forEachRow(
        at,
        row -> {
          for (int lane = 0; lane < BLOCK; lane += LENGTH) {
            unpackRow(
                patchGradient.bytes(),
                patchGradient.index((long) row.patch() + lane),
                x.bytes(),
                x.index((long) row.x() + lane),
                dx.bytes(),
                dx.index((long) row.x() - at.image() + dxImage + lane),
                row,
                shape.strideWidth() * LINE,
                thresholds,
                dThresholds,
                row.block() * BLOCK + lane);
          }
        });
  }

  /**
   * One row of one block of patch channels: columns {@code [0, from)} and {@code [to, width)} lie
   * in the padding.
   *
   * @param x position of the value of column {@code from}
   * @param patch position of column 0
   * @param block of patch channels
   */
  private record Row(int x, int patch, int block, int from, int to, int width) {}

  private interface RowAction {
    void run(Row row);
  }

  private void forEachRow(Rows at, RowAction action) {
    int outWidth = shape.outWidth();
    for (int a = 0; a < shape.kernelHeight(); a++) {
      for (int b = 0; b < shape.kernelWidth(); b++) {
        int from = ceilDiv(Math.max(0, shape.padWidth() - b), shape.strideWidth());
        int past = shape.width() + shape.padWidth() - b;
        int to = Math.max(from, Math.min(outWidth, ceilDiv(past, shape.strideWidth())));
        int column = from * shape.strideWidth() + b - shape.padWidth();
        for (int c = 0; c < blocks; c++) {
          int block = (a * shape.kernelWidth() + b) * blocks + c;
          for (int i = 0; i < at.rows(); i++) {
            int row = (at.firstRow() + i) * shape.strideHeight() + a - shape.padHeight();
            boolean inside = row >= 0 && row < shape.height();
            int x = at.image() + ((c * shape.height() + row) * shape.width() + column) * BLOCK;
            int patch = at.patches() + (block * at.rows() + i) * outWidth * BLOCK;
            action.run(
                inside
                    ? new Row(x, patch, block, from, to, outWidth)
                    : new Row(at.image(), patch, block, outWidth, outWidth, outWidth));
          }
        }
      }
    }
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }

  private static void packRow(
      ByteBuffer x,
      int xi,
      ByteBuffer y,
      int yi,
      Row row,
      int step,
      float[] thresholds,
      int channel) {
    FloatVector theta = FloatVector.fromArray(SPECIES, thresholds, channel);
    FloatVector padding = theta.max(FloatVector.zero(SPECIES));
    int from = row.from() * LINE;
    int to = row.to() * LINE;
    int end = row.width() * LINE;
    for (int i = 0; i < from; i += LINE) {
      padding.intoByteBuffer(y, yi + i, ORDER);
    }
    int at = xi;
    for (int i = from; i < to; i += LINE) {
      FloatVector.fromByteBuffer(SPECIES, x, at, ORDER).max(theta).intoByteBuffer(y, yi + i, ORDER);
      at += step;
    }
    for (int i = to; i < end; i += LINE) {
      padding.intoByteBuffer(y, yi + i, ORDER);
    }
  }

  private static void unpackRow(
      ByteBuffer g,
      int gi,
      ByteBuffer x,
      int xi,
      ByteBuffer dx,
      int di,
      Row row,
      int step,
      float[] thresholds,
      float[] dThresholds,
      int channel) {
    FloatVector theta = FloatVector.fromArray(SPECIES, thresholds, channel);
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector sum = FloatVector.fromArray(SPECIES, dThresholds, channel);
    int from = row.from() * LINE;
    int to = row.to() * LINE;
    int end = row.width() * LINE;
    int at = 0;
    for (int i = from; i < to; i += LINE) {
      FloatVector gradient = FloatVector.fromByteBuffer(SPECIES, g, gi + i, ORDER);
      VectorMask<Float> above =
          FloatVector.fromByteBuffer(SPECIES, x, xi + at, ORDER).compare(VectorOperators.GT, theta);
      FloatVector through = zero.blend(gradient, above);
      FloatVector.fromByteBuffer(SPECIES, dx, di + at, ORDER)
          .add(through)
          .intoByteBuffer(dx, di + at, ORDER);
      sum = sum.add(gradient.sub(through));
      at += step;
    }
    VectorMask<Float> paddingAbove = zero.compare(VectorOperators.GT, theta);
    for (int i = 0; i < from; i += LINE) {
      sum =
          sum.add(FloatVector.fromByteBuffer(SPECIES, g, gi + i, ORDER).blend(zero, paddingAbove));
    }
    for (int i = to; i < end; i += LINE) {
      sum =
          sum.add(FloatVector.fromByteBuffer(SPECIES, g, gi + i, ORDER).blend(zero, paddingAbove));
    }
    sum.intoArray(dThresholds, channel);
  }
}
