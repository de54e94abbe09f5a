package io.convrelu.kernel;

/**
 * A matrix {@code [rows, depth]} for {@link TileArithmetic#multiply}: rows in groups of 4, depth by
 * depth within a group; rows that are missing from the last group are 0.
 */
final class PackedMatrix {

  /** Rows of a group. */
  static final int GROUP = 4;

  private final int depth;
  private final int groups;
  private final float[] values;

  PackedMatrix(int rows, int depth) {
    this.depth = depth;
    this.groups = groups(rows);
    this.values = new float[groups * GROUP * depth];
  }

  /** Rows including those that are 0. */
  static int paddedRows(int rows) {
    return groups(rows) * GROUP;
  }

  void set(int row, int k, float value) {
    values[row / GROUP * GROUP * depth + k * GROUP + row % GROUP] = value;
  }

  int groups() {
    return groups;
  }

  float[] values() {
    return values;
  }

  /** Where depth k of a group starts. */
  int start(int group, int k) {
    return (group * depth + k) * GROUP;
  }

  private static int groups(int rows) {
    return (rows + GROUP - 1) / GROUP;
  }
}
