package io.convrelu.kernel.tile;

import static io.convrelu.kernel.tile.Layout.BLOCK;

import java.util.Arrays;

/** {@link TilePooling} in plain loops. */
final class ScalarPooling implements TilePooling {

  private float[] top = new float[0];
  private float[] bottom = new float[0];
  private float[] small = new float[0];

  private interface Row {
    /** Of the top row, the bottom row and the pooled row, each an array, so many values pooled. */
    void run(int count);
  }

  private enum Direction {
    POOL,
    SPREAD,
    ROUTE
  }

  @Override
  public void average(Pooled p) {
    forEachRow(p, Direction.POOL, this::averageRow);
  }

  @Override
  public void spread(Pooled p) {
    forEachRow(p, Direction.SPREAD, this::spreadRow);
    clearRemainder(p);
  }

  @Override
  public void maximum(Pooled p) {
    forEachRow(p, Direction.POOL, this::maximumRow);
  }

  @Override
  public void route(Pooled p) {
    forEachRow(p, Direction.ROUTE, this::routeRow);
    clearRemainder(p);
  }

  private void forEachRow(Pooled p, Direction direction, Row row) {
    int outHeight = p.height() / 2;
    int fullRow = p.width() * BLOCK;
    int smallRow = p.width() / 2 * BLOCK;
    reserve(fullRow);
    for (int plane = 0; plane < p.planes(); plane++) {
      for (int i = 0; i < outHeight; i++) {
        long full = ((long) plane * p.height() + 2L * i) * fullRow;
        long pooled = ((long) plane * outHeight + i) * smallRow;
        if (direction != Direction.SPREAD) {
          p.full().read(full, top, fullRow);
          p.full().read(full + fullRow, bottom, fullRow);
        }
        if (direction != Direction.POOL) {
          p.pooled().read(pooled, small, smallRow);
        }
        row.run(smallRow);
        if (direction == Direction.POOL) {
          p.pooled().write(pooled, small, smallRow);
        } else {
          p.full().write(full, top, fullRow);
          p.full().write(full + fullRow, bottom, fullRow);
        }
      }
    }
  }

  private void reserve(int row) {
    if (top.length < row) {
      top = new float[row];
      bottom = new float[row];
      small = new float[row];
    }
  }

  /** Where the left value lies that belongs to value i of the pooled row. */
  private static int left(int i) {
    return 2 * i - i % BLOCK;
  }

  private void averageRow(int count) {
    for (int i = 0; i < count; i++) {
      int a = left(i);
      small[i] = (top[a] + top[a + BLOCK] + bottom[a] + bottom[a + BLOCK]) * 0.25f;
    }
  }

  private void spreadRow(int count) {
    for (int i = 0; i < count; i++) {
      int a = left(i);
      float quarter = small[i] * 0.25f;
      top[a] = quarter;
      top[a + BLOCK] = quarter;
      bottom[a] = quarter;
      bottom[a + BLOCK] = quarter;
    }
  }

  private void maximumRow(int count) {
    for (int i = 0; i < count; i++) {
      int a = left(i);
      small[i] = Math.max(Math.max(top[a], top[a + BLOCK]), Math.max(bottom[a], bottom[a + BLOCK]));
    }
  }

  private void routeRow(int count) {
    for (int i = 0; i < count; i++) {
      int a = left(i);
      float upper = Math.max(top[a], top[a + BLOCK]);
      float lower = Math.max(bottom[a], bottom[a + BLOCK]);
      boolean up = upper >= lower;
      boolean topLeft = up && top[a] >= top[a + BLOCK];
      boolean bottomLeft = !up && bottom[a] >= bottom[a + BLOCK];
      float gradient = small[i];
      top[a] = topLeft ? gradient : 0f;
      top[a + BLOCK] = up && !topLeft ? gradient : 0f;
      bottom[a] = bottomLeft ? gradient : 0f;
      bottom[a + BLOCK] = !up && !bottomLeft ? gradient : 0f;
    }
  }

  /** The row and column that an odd size leaves out have no gradient. */
  private void clearRemainder(Pooled p) {
    int row = p.width() * BLOCK;
    Arrays.fill(top, 0, row, 0f);
    for (int plane = 0; plane < p.planes(); plane++) {
      long at = (long) plane * p.height() * row;
      if (p.height() % 2 != 0) {
        p.full().write(at + (long) (p.height() - 1) * row, top, row);
      }
      if (p.width() % 2 != 0) {
        for (int i = 0; i < p.height(); i++) {
          p.full().write(at + (long) (i + 1) * row - BLOCK, top, BLOCK);
        }
      }
    }
  }

  @Override
  public void globalAverage(Pooled p) {
    int pixels = p.height() * p.width();
    reserve(pixels * BLOCK);
    for (int plane = 0; plane < p.planes(); plane++) {
      p.full().read((long) plane * pixels * BLOCK, top, pixels * BLOCK);
      for (int lane = 0; lane < BLOCK; lane++) {
        float sum = 0;
        for (int i = lane; i < pixels * BLOCK; i += BLOCK) {
          sum += top[i];
        }
        small[lane] = sum * (1f / pixels);
      }
      p.pooled().write((long) plane * BLOCK, small, BLOCK);
    }
  }

  @Override
  public void globalSpread(Pooled p) {
    int pixels = p.height() * p.width();
    reserve(pixels * BLOCK);
    for (int plane = 0; plane < p.planes(); plane++) {
      p.pooled().read((long) plane * BLOCK, small, BLOCK);
      for (int i = 0; i < pixels * BLOCK; i++) {
        top[i] = small[i % BLOCK] * (1f / pixels);
      }
      p.full().write((long) plane * pixels * BLOCK, top, pixels * BLOCK);
    }
  }
}
