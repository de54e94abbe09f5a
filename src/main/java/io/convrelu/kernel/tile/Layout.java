package io.convrelu.kernel.tile;

/** The blocked layout: sixteen channels of one position side by side, one cache line. */
public final class Layout {

  /** Channels of a block. */
  public static final int BLOCK = 16;

  /** Bytes of one position of a block. */
  public static final int LINE = BLOCK * Float.BYTES;

  private Layout() {}

  /** Blocks that hold so many channels. */
  public static int blocks(int channels) {
    return (channels + BLOCK - 1) / BLOCK;
  }

  /** Channels including those that only fill the last block. */
  public static int padded(int channels) {
    return blocks(channels) * BLOCK;
  }
}
