package io.convrelu.kernel.tile;

/**
 * The inner loops of {@link TapProduct}, on a panel that fits the second-level cache: for some
 * pixels, the values that their sums are made of, and the sums. Outputs are taken in groups of
 * {@link #lanes}; weights and their gradient lie as {@code [group, entry, lane]}. How panel and
 * sums lie is the panel's own affair.
 */
interface TapPanel {

  /** Pixels of a full panel. */
  int ROWS = 96;

  /** Entries of a full panel, a multiple of {@link #STEP} and of every block. */
  int DEPTH = 240;

  /** Pixels, or entries of the gradient, that are computed together. */
  int STEP = 12;

  /**
   * The pixels of a panel.
   *
   * @param image where the image of each begins in the map that is read
   * @param taps where its taps begin in {@link Taps#source}
   * @param target where its first block lies in the map that is made
   */
  record Pixels(int[] image, int[] taps, int[] target) {
    Pixels() {
      this(new int[ROWS], new int[ROWS], new int[ROWS]);
    }
  }

  /**
   * A map in blocks.
   *
   * @param blocks of channels
   * @param pixels H·W
   */
  record Plane(int blocks, int pixels) {
    int size() {
      return blocks * pixels * Layout.BLOCK;
    }
  }

  /** Outputs of a group; divides a block. */
  int lanes();

  /** Fills the panel with {@code count} pixels' values of some units, one block of one tap each. */
  void pack(
      NativeFloats x, Plane plane, Taps taps, Pixels pixels, int count, int firstUnit, int units);

  /** Begins sums of so many groups at 0. */
  void clear(int groups);

  /** Adds the panel times weights to the sums of a group. */
  void multiply(int count, int depth, float[] weights, int weightsAt, int group);

  /** The sums of all groups, to where they belong. */
  void write(NativeFloats y, Plane plane, Pixels pixels, int count);

  /** What lies there, in place of the sums. */
  void read(NativeFloats y, Plane plane, Pixels pixels, int count);

  /** Adds the panel times what was {@link #read} of a group to the gradient of weights. */
  void outer(int count, int depth, float[] gradient, int gradientAt, int group);
}
