package io.convrelu.kernel.fused;

import io.convrelu.kernel.tile.Layout;
import io.convrelu.kernel.tile.TileTexts;
import io.convrelu.kernel.tile.TileTexts.Taps;

/**
 * Weights {@code [D, C, 1, k]} as a table {@code [⌈D/B⌉, taps, C + 1, B]}: the line of a tap and
 * character is what that character adds to a block of features. The last line of a tap belongs to
 * no character, and taps are filled up to whole passes; both are 0.
 */
final class OneHotTable {

  private final int outputs;
  private final int alphabet;
  private final int kernel;
  private final int taps;
  private final float[] values;

  OneHotTable(int outputs, int alphabet, int kernel) {
    this.outputs = outputs;
    this.alphabet = alphabet;
    this.kernel = kernel;
    taps = (kernel + TileTexts.TAPS - 1) / TileTexts.TAPS * TileTexts.TAPS;
    values = new float[Math.multiplyExact(Layout.blocks(outputs) * taps, tapStride())];
  }

  private int tapStride() {
    return (alphabet + 1) * Layout.BLOCK;
  }

  /** Passes that take all taps. */
  int passes() {
    return taps / TileTexts.TAPS;
  }

  /** The taps of one pass for one block of features. */
  Taps taps(int block, int pass, int[] characters, int charactersAt) {
    int first = pass * TileTexts.TAPS;
    return new Taps(
        values,
        (block * taps + first) * tapStride(),
        tapStride(),
        characters,
        charactersAt + first);
  }

  private interface Entry {
    void at(int plain, int table);
  }

  private void forEach(Entry entry) {
    for (int d = 0; d < outputs; d++) {
      int block = d / Layout.BLOCK * taps * tapStride() + d % Layout.BLOCK;
      for (int c = 0; c < alphabet; c++) {
        for (int k = 0; k < kernel; k++) {
          entry.at((d * alphabet + c) * kernel + k, block + k * tapStride() + c * Layout.BLOCK);
        }
      }
    }
  }

  /** Takes weights from a position of an array. */
  void load(float[] weights, int at) {
    forEach((plain, table) -> values[table] = weights[at + plain]);
  }

  /** Adds what has been collected to sums in the order of the weights, and begins at 0 again. */
  void drainTo(double[] sums) {
    forEach((plain, table) -> sums[plain] += values[table]);
    java.util.Arrays.fill(values, 0);
  }
}
