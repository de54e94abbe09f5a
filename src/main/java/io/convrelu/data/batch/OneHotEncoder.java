package io.convrelu.data.batch;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/**
 * Texts: {@code [alphabet, 1, length]}, 1 in the row of each character's code, nothing for a
 * character outside the alphabet (Zhang, Zhao and LeCun 2015).
 */
public final class OneHotEncoder implements FeatureEncoder {

  private static final long serialVersionUID = 1L;

  private final int alphabet;
  private final int length;

  /**
   * @param alphabet number of codes, 1 to {@code alphabet}
   * @param length characters read
   */
  public OneHotEncoder(int alphabet, int length) {
    this.alphabet = alphabet;
    this.length = length;
  }

  @Override
  public int[] shape() {
    return new int[] {alphabet, 1, length};
  }

  @Override
  public void encodeTraining(
      byte[] values, int offset, SplittableRandom random, FloatBuffer target, int at) {
    encode(values, offset, target, at);
  }

  @Override
  public void encode(byte[] values, int offset, FloatBuffer target, int at) {
    set(values, offset, target, at, 1f);
  }

  @Override
  public int bytesToErase() {
    return length;
  }

  @Override
  public void erase(byte[] held, int offset, FloatBuffer target, int at) {
    set(held, offset, target, at, 0f);
  }

  private void set(byte[] codes, int offset, FloatBuffer target, int at, float value) {
    for (int i = 0; i < length; i++) {
      int code = codes[offset + i] & 0xFF;
      if (code > 0) {
        target.put(at + (code - 1) * length + i, value);
      }
    }
  }
}
