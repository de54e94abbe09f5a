package io.convrelu.data.storage;

/**
 * Examples of one size in blocks of a power of two of them each; only the last may hold fewer.
 * Small blocks, since a heap keeps large arrays apart and wastes room behind each, and since no
 * array can have more than 2 GB.
 *
 * @param examples in all
 * @param valuesPerExample bytes of each
 * @param shift two to this power is the examples of a block
 */
record BlockLayout(int examples, int valuesPerExample, int shift) {

  private static final int BLOCK_BYTES = 256 << 10;

  static BlockLayout of(int examples, int valuesPerExample) {
    if (examples < 0 || valuesPerExample < 1) {
      throw new IllegalArgumentException(examples + " examples of " + valuesPerExample + " bytes");
    }
    int perBlock = Math.max(1, BLOCK_BYTES / valuesPerExample);
    return new BlockLayout(examples, valuesPerExample, 31 - Integer.numberOfLeadingZeros(perBlock));
  }

  /** Bytes of all examples. */
  long bytes() {
    return (long) examples * valuesPerExample;
  }

  /** Bytes of a full block. */
  int blockBytes() {
    return valuesPerExample << shift;
  }

  /** Number of blocks. */
  int blocks() {
    return (int) ((bytes() + blockBytes() - 1) / blockBytes());
  }

  /** Bytes of a block. */
  int bytesOf(int block) {
    return (int) Math.min(blockBytes(), bytes() - (long) block * blockBytes());
  }

  /** The block of an example. */
  int block(int index) {
    return index >>> shift;
  }

  /** Where in its block an example starts. */
  int offset(int index) {
    return (index & ((1 << shift) - 1)) * valuesPerExample;
  }
}
