package io.convrelu.kernel.tile;

import static io.convrelu.kernel.tile.Layout.BLOCK;
import static io.convrelu.kernel.tile.ScalarFunction.whereAbove;

import io.convrelu.kernel.ConvShape;
import java.util.Arrays;

/** {@link TilePatches} in plain loops. */
final class ScalarPatches implements TilePatches {

  private final PatchRows patchRows;
  private final int step;
  private final float[] line;
  private final float[] gradient;
  private final float[] patch;
  private final float[] sums = new float[BLOCK];

  ScalarPatches(ConvShape shape) {
    patchRows = new PatchRows(shape);
    step = shape.strideWidth() * BLOCK;
    line = new float[shape.width() * BLOCK];
    gradient = new float[shape.width() * BLOCK];
    patch = new float[shape.outWidth() * BLOCK];
  }

  /** Values of x from the first column of a row to its last. */
  private int reach(PatchRows.Row row) {
    return row.from() < row.to() ? (row.to() - row.from() - 1) * step + BLOCK : 0;
  }

  @Override
  public void pack(NativeFloats x, NativeFloats patches, Rows at, float[] thresholds) {
    patchRows.forEach(
        at,
        row -> {
          x.read(row.x(), line, reach(row));
          packRow(row, thresholds, row.block() * BLOCK);
          patches.write(row.patch(), patch, row.width() * BLOCK);
        });
  }

  private void packRow(PatchRows.Row row, float[] thresholds, int channel) {
    for (int lane = 0; lane < BLOCK; lane++) {
      float theta = thresholds[channel + lane];
      float padding = Math.max(theta, 0f);
      fillLane(lane, 0, row.from(), padding);
      fillLane(lane, row.to(), row.width(), padding);
      int from = lane;
      for (int i = row.from() * BLOCK + lane; i < row.to() * BLOCK; i += BLOCK) {
        patch[i] = Math.max(line[from], theta);
        from += step;
      }
    }
  }

  private void fillLane(int lane, int from, int to, float value) {
    for (int i = from * BLOCK + lane; i < to * BLOCK; i += BLOCK) {
      patch[i] = value;
    }
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
    patchRows.forEach(
        at,
        row -> {
          long dxAt = (long) row.x() - at.image() + dxImage;
          patchGradient.read(row.patch(), patch, row.width() * BLOCK);
          x.read(row.x(), line, reach(row));
          dx.read(dxAt, gradient, reach(row));
          unpackRow(row, thresholds, row.block() * BLOCK);
          dx.write(dxAt, gradient, reach(row));
          for (int lane = 0; lane < BLOCK; lane++) {
            dThresholds[row.block() * BLOCK + lane] += sums[lane];
          }
        });
  }

  private void unpackRow(PatchRows.Row row, float[] thresholds, int channel) {
    Arrays.fill(sums, 0f);
    for (int lane = 0; lane < BLOCK; lane++) {
      float theta = thresholds[channel + lane];
      float sum = 0;
      if (theta >= 0) {
        sum += sumLane(lane, 0, row.from()) + sumLane(lane, row.to(), row.width());
      }
      int at = lane;
      for (int i = row.from() * BLOCK + lane; i < row.to() * BLOCK; i += BLOCK) {
        float through = whereAbove(patch[i], line[at], theta);
        gradient[at] += through;
        sum += patch[i] - through;
        at += step;
      }
      sums[lane] = sum;
    }
  }

  private float sumLane(int lane, int from, int to) {
    float sum = 0;
    for (int i = from * BLOCK + lane; i < to * BLOCK; i += BLOCK) {
      sum += patch[i];
    }
    return sum;
  }
}
