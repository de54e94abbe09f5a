package io.convrelu.kernel.fused;

import io.convrelu.kernel.tile.Layout;
import io.convrelu.kernel.tile.TileTexts;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * One-hot texts as indices: for each character where its line begins among the lines of a table,
 * with one line more for "none"; and which windows of a convolution hold any character, because
 * most of a short text is padding.
 */
final class OneHotTexts {

  private final int alphabet;
  private final int length;
  private final int kernel;
  private final int stride;
  private final float[] row;
  private final float[] number;
  private final float[] total;
  private final float[] oddity;
  private int[] characters = new int[0];
  private int[] windows = new int[0];
  private int[] windowCount = new int[0];

  /**
   * @param kernel characters of a window
   */
  OneHotTexts(int alphabet, int length, int kernel) {
    this.alphabet = alphabet;
    this.length = length;
    this.kernel = kernel;
    // Passes take several taps at once and look that far behind the end.
    stride = length + TileTexts.TAPS;
    row = new float[length];
    number = new float[length];
    total = new float[length];
    oddity = new float[length];
  }

  /**
   * Takes texts {@code [N, alphabet, 1, length]}.
   *
   * @throws NotOneHotException when a position holds anything but zeros and at most one 1
   */
  void read(int batch, FloatBuffer x) {
    if (windowCount.length < batch) {
      characters = new int[Math.multiplyExact(batch, stride)];
      windows = new int[Math.multiplyExact(batch, length - kernel + 1)];
      windowCount = new int[batch];
    }
    for (int n = 0; n < batch; n++) {
      addRows(n, x);
      index(n, x);
      findWindows(n);
    }
  }

  private void addRows(int n, FloatBuffer x) {
    Arrays.fill(number, 0);
    Arrays.fill(total, 0);
    Arrays.fill(oddity, 0);
    for (int c = 0; c < alphabet; c++) {
      x.get((n * alphabet + c) * length, row);
      addRow(c);
    }
  }

  /** Without branches, so that the compiler turns it into vector instructions. */
  private void addRow(float character) {
    for (int t = 0; t < row.length; t++) {
      float v = row[t];
      number[t] += v * character;
      total[t] += v;
      oddity[t] += Math.abs(v * (v - 1));
    }
  }

  private void index(int n, FloatBuffer x) {
    int at = n * stride;
    int none = alphabet * Layout.BLOCK;
    for (int t = 0; t < length; t++) {
      // Not a number is odd, too.
      boolean oneHot = oddity[t] == 0 && total[t] <= 1;
      if (!oneHot) {
        int position = t;
        throw NotOneHotException.at(
            n, position, alphabet, c -> x.get((n * alphabet + c) * length + position));
      }
      characters[at + t] = total[t] == 0 ? none : ((int) number[t]) * Layout.BLOCK;
    }
    Arrays.fill(characters, at + length, at + stride, none);
  }

  private void findWindows(int n) {
    int none = alphabet * Layout.BLOCK;
    int at = windowsAt(n);
    int count = 0;
    int last = -1;
    for (int t = 0; t < length; t++) {
      last = characters[n * stride + t] == none ? last : t;
      int window = t - kernel + 1;
      if (window >= 0 && last >= window) {
        windows[at + count++] = window;
      }
    }
    windowCount[n] = count;
  }

  /** Where lines begin, text after text. */
  int[] characters() {
    return characters;
  }

  /** Index in {@link #characters} of a text's first. */
  int charactersAt(int n) {
    return n * stride;
  }

  /** Positions of windows that hold a character, text after text. */
  int[] windows() {
    return windows;
  }

  /** Index in {@link #windows} of a text's first. */
  int windowsAt(int n) {
    return n * (length - kernel + 1);
  }

  /** How many windows of a text hold a character. */
  int windowCount(int n) {
    return windowCount[n];
  }
}
