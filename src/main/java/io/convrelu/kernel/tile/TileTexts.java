package io.convrelu.kernel.tile;

/** Passes over rows of text, blocked, and over what one-hot characters select in a table. */
public interface TileTexts {

  /** Taps of a table that one pass takes. */
  int TAPS = 4;

  /**
   * Rows at full width, one behind the other, and rows of maxima of three neighbours; one or two
   * last values of a row are left out.
   *
   * @param full memory of the full rows
   * @param fullAt where they begin
   * @param pooled memory of the maxima
   * @param pooledAt where they begin
   * @param rows how many
   * @param width values of a full row
   */
  record Rows(
      NativeFloats full, long fullAt, NativeFloats pooled, long pooledAt, int rows, int width) {}

  /** The largest of each three. */
  void maximum(Rows rows);

  /**
   * Gradient of {@link #maximum}: to the first of three that is the largest. The full side holds
   * the values on entry and the gradient on return.
   */
  void route(Rows rows);

  /**
   * What characters select for one block of features: for {@link #TAPS} neighbouring characters a
   * line of the table each.
   *
   * @param table lines of {@link Layout#BLOCK} values
   * @param at where the first tap's lines begin
   * @param tapStride values from one tap's lines to the next one's
   * @param characters position of each character's line among those of a tap
   * @param first index in characters of the first tap at position 0
   */
  record Taps(float[] table, int at, int tapStride, int[] characters, int first) {}

  /** Every position of y becomes {@code values[from]} and its neighbours. */
  void fill(NativeFloats y, long yAt, int positions, float[] values, int from);

  /** y[t] += the lines that the characters at t and behind it select, for every position. */
  void gather(Taps taps, NativeFloats y, long yAt, int positions);

  /**
   * Gradient of {@link #gather}: adds dy[t] to the lines that were selected, for some positions t.
   *
   * @param positions rising; {@code count} of them from {@code from} on are taken, in this order
   */
  void scatter(Taps taps, NativeFloats dy, long dyAt, int[] positions, int from, int count);
}
