package io.convrelu.kernel.tile;

/**
 * The blocked layout: some channels of one position side by side, as many as this machine's
 * convolutions take at once.
 */
public final class Layout {

  /** Channels of a block: 16 or 8. Known when this class has loaded, so a constant to C2. */
  public static final int BLOCK =
      BlockSize.forced(System.getProperty(BlockSize.PROPERTY, ""))
          .orElseGet(BlockSize::ofThisMachine)
          .floats();

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
