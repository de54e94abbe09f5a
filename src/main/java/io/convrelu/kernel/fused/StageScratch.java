package io.convrelu.kernel.fused;

import io.convrelu.kernel.tile.NativeFloats;

/**
 * Memory for one tile, shared by all units of a stage so that it stays in the second-level cache.
 *
 * @param activated f(x) at full size
 * @param pooled the same after pooling
 * @param result what the convolution makes, or its gradient
 * @param activatedGradient gradient of {@code activated}
 * @param pooledGradient gradient of {@code pooled}
 */
record StageScratch(
    NativeFloats activated,
    NativeFloats pooled,
    NativeFloats result,
    NativeFloats activatedGradient,
    NativeFloats pooledGradient)
    implements AutoCloseable {

  /** Values of the largest tile: activated, pooled, result. */
  record Sizes(long full, long pooled, long result) {
    Sizes max(Sizes other) {
      return new Sizes(
          Math.max(full, other.full),
          Math.max(pooled, other.pooled),
          Math.max(result, other.result));
    }

    private long pooledOrResult() {
      return Math.max(pooled, result);
    }

    /** Bytes of all of it. */
    long bytes() {
      return 2 * NativeFloats.bytes(full)
          + 2 * NativeFloats.bytes(pooledOrResult())
          + NativeFloats.bytes(result);
    }
  }

  static StageScratch of(Sizes sizes) {
    long pooled = sizes.pooledOrResult();
    return new StageScratch(
        new NativeFloats(sizes.full()),
        new NativeFloats(pooled),
        new NativeFloats(sizes.result()),
        new NativeFloats(sizes.full()),
        new NativeFloats(pooled));
  }

  @Override
  public void close() {
    activated.close();
    pooled.close();
    result.close();
    activatedGradient.close();
    pooledGradient.close();
  }
}
