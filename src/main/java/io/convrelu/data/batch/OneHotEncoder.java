package io.convrelu.data.batch;

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
      byte[] values, int offset, SplittableRandom random, float[] target, int targetOffset) {
    encode(values, offset, target, targetOffset);
  }

  @Override
  public void encode(byte[] values, int offset, float[] target, int targetOffset) {
    for (int i = 0; i < length; i++) {
      int code = values[offset + i] & 0xFF;
      if (code > 0) {
        target[targetOffset + (code - 1) * length + i] = 1f;
      }
    }
  }
}
