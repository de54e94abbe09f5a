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

/** {@link TilePatches} through the Vector API. */
final class VectorPatches implements TilePatches {

  private final ConvShape shape;
  private final PatchRows patchRows;
  private final Optional<ThreeTapPasses> threeTaps;

  VectorPatches(ConvShape shape) {
    this.shape = shape;
    patchRows = new PatchRows(shape);
    threeTaps =
        ThreeTapPasses.fits(shape) ? Optional.of(new ThreeTapPasses(shape)) : Optional.empty();
  }

  @Override
  public void pack(NativeFloats x, NativeFloats patches, Rows at, float[] thresholds) {
    if (threeTaps.isPresent()) {
      threeTaps.get().pack(x, patches, at, thresholds);
      return;
    }
    patchRows.forEach(
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

  @Override
  public void unpack(
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
    patchRows.forEach(
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

  private static void packRow(
      ByteBuffer x,
      int xi,
      ByteBuffer y,
      int yi,
      PatchRows.Row row,
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
      PatchRows.Row row,
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
