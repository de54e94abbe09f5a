package io.convrelu.kernel;

/**
 * A matrix {@code [rows, depth]} for {@link TileArithmetic#multiply}: rows in groups of 4, depth by
 * depth within a group; rows that are missing from the last group are 0. It lies in a part of an
 * array that it is given.
 */
final class PackedMatrix {

  /** Rows of a group. */
  static final int GROUP = 4;

  private final int depth;
  private final int groups;
  private final float[] values;
  private final int offset;

  /**
   * @param values where it lies from {@code offset} on; missing rows must be 0 there
   */
  PackedMatrix(int rows, int depth, float[] values, int offset) {
    this.depth = depth;
    this.groups = paddedRows(rows) / GROUP;
    this.values = values;
    this.offset = offset;
  }

  /** Rows including those that are 0. */
  static int paddedRows(int rows) {
    return (rows + GROUP - 1) / GROUP * GROUP;
  }

  /** Floats that a matrix needs. */
  static int size(int rows, int depth) {
    return paddedRows(rows) * depth;
  }

  void set(int row, int k, float value) {
    values[offset + row / GROUP * GROUP * depth + k * GROUP + row % GROUP] = value;
  }

  int groups() {
    return groups;
  }

  float[] values() {
    return values;
  }

  /** Where depth k of a group starts. */
  int start(int group, int k) {
    return offset + (group * depth + k) * GROUP;
  }
}
