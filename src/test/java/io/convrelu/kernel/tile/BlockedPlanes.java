package io.convrelu.kernel.tile;

import static io.convrelu.kernel.tile.Layout.BLOCK;

/**
 * Between blocked tiles and plain arrays {@code [n, C, H, W]}.
 *
 * @param channels C
 * @param pixels H·W
 */
record BlockedPlanes(int channels, int pixels) {

  /** Values of one image, plain. */
  int size() {
    return channels * pixels;
  }

  /** Values of one image, blocked. */
  int blockedSize() {
    return Layout.padded(channels) * pixels;
  }

  private interface StripAction {
    /** Pixels from {@code pixel} on, {@code count} values of all, of channels from one on. */
    void run(long blockedAt, int plainAt, int lanes, int count);
  }

  private void forEachStrip(int images, StripAction action) {
    for (int image = 0; image < images; image++) {
      for (int c = 0; c < channels; c += BLOCK) {
        for (int i = 0; i < pixels * BLOCK; i += Strip.SIZE) {
          action.run(
              (long) image * blockedSize() + (long) c * pixels + i,
              image * size() + c * pixels + i / BLOCK,
              Math.min(BLOCK, channels - c),
              Math.min(Strip.SIZE, pixels * BLOCK - i));
        }
      }
    }
  }

  /** To the beginning of a plain array. */
  void read(NativeFloats blocked, long position, int images, float[] plain, float[] strip) {
    forEachStrip(
        images,
        (blockedAt, plainAt, lanes, count) -> {
          blocked.read(position + blockedAt, strip, count);
          for (int lane = 0; lane < lanes; lane++) {
            int to = plainAt + lane * pixels;
            for (int i = lane; i < count; i += BLOCK) {
              plain[to++] = strip[i];
            }
          }
        });
  }

  /** From the beginning of a plain array; channels that only fill a block become 0. */
  void write(float[] plain, NativeFloats blocked, long position, int images, float[] strip) {
    forEachStrip(
        images,
        (blockedAt, plainAt, lanes, count) -> {
          for (int lane = 0; lane < lanes; lane++) {
            int from = plainAt + lane * pixels;
            for (int i = lane; i < count; i += BLOCK) {
              strip[i] = plain[from++];
            }
          }
          for (int lane = lanes; lane < BLOCK; lane++) {
            for (int i = lane; i < count; i += BLOCK) {
              strip[i] = 0f;
            }
          }
          blocked.write(position + blockedAt, strip, count);
        });
  }
}
