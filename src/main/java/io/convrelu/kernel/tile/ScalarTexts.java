package io.convrelu.kernel.tile;

import static io.convrelu.kernel.tile.Layout.BLOCK;

import java.util.Arrays;

/** {@link TileTexts} in plain loops. */
final class ScalarTexts implements TileTexts {

  private static final int POOLED = 3;

  private float[] full = new float[0];
  private float[] small = new float[0];

  private void reserve(int values) {
    if (full.length < values) {
      full = new float[values];
      small = new float[values];
    }
  }

  @Override
  public void maximum(Rows r) {
    int fullRow = r.width() * BLOCK;
    int smallRow = r.width() / POOLED * BLOCK;
    reserve(fullRow);
    for (int row = 0; row < r.rows(); row++) {
      r.full().read(r.fullAt() + (long) row * fullRow, full, fullRow);
      for (int i = 0; i < smallRow; i++) {
        int at = first(i);
        small[i] = Math.max(Math.max(full[at], full[at + BLOCK]), full[at + 2 * BLOCK]);
      }
      r.pooled().write(r.pooledAt() + (long) row * smallRow, small, smallRow);
    }
  }

  @Override
  public void route(Rows r) {
    int fullRow = r.width() * BLOCK;
    int smallRow = r.width() / POOLED * BLOCK;
    reserve(fullRow);
    for (int row = 0; row < r.rows(); row++) {
      r.full().read(r.fullAt() + (long) row * fullRow, full, fullRow);
      r.pooled().read(r.pooledAt() + (long) row * smallRow, small, smallRow);
      for (int i = 0; i < smallRow; i++) {
        int at = first(i);
        int largest = full[at] >= full[at + BLOCK] ? at : at + BLOCK;
        largest = full[largest] >= full[at + 2 * BLOCK] ? largest : at + 2 * BLOCK;
        full[at] = 0;
        full[at + BLOCK] = 0;
        full[at + 2 * BLOCK] = 0;
        full[largest] = small[i];
      }
      Arrays.fill(full, POOLED * smallRow, fullRow, 0);
      r.full().write(r.fullAt() + (long) row * fullRow, full, fullRow);
    }
  }

  /** The first of three values that make pooled value i. */
  private static int first(int i) {
    return i / BLOCK * POOLED * BLOCK + i % BLOCK;
  }

  @Override
  public void fill(NativeFloats y, long yAt, int positions, float[] values, int from) {
    int count = positions * BLOCK;
    reserve(count);
    for (int i = 0; i < count; i += BLOCK) {
      System.arraycopy(values, from, full, i, BLOCK);
    }
    y.write(yAt, full, count);
  }

  @Override
  public void gather(Taps q, NativeFloats y, long yAt, int positions) {
    int count = positions * BLOCK;
    reserve(count);
    y.read(yAt, full, count);
    for (int t = 0; t < positions; t++) {
      for (int tap = 0; tap < TAPS; tap++) {
        int line = line(q, tap, t);
        for (int lane = 0; lane < BLOCK; lane++) {
          full[t * BLOCK + lane] += q.table()[line + lane];
        }
      }
    }
    y.write(yAt, full, count);
  }

  @Override
  public void scatter(Taps q, NativeFloats dy, long dyAt, int[] positions, int from, int count) {
    if (count == 0) {
      return;
    }
    int values = (positions[from + count - 1] + 1) * BLOCK;
    reserve(values);
    dy.read(dyAt, full, values);
    for (int i = from; i < from + count; i++) {
      int t = positions[i];
      for (int tap = 0; tap < TAPS; tap++) {
        int line = line(q, tap, t);
        for (int lane = 0; lane < BLOCK; lane++) {
          q.table()[line + lane] += full[t * BLOCK + lane];
        }
      }
    }
  }

  private static int line(Taps q, int tap, int position) {
    return q.at() + tap * q.tapStride() + q.characters()[q.first() + position + tap];
  }
}
