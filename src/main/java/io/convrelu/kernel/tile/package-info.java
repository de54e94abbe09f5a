/**
 * Images in blocks of channels that fit the second-level cache, and the arithmetic on such a tile.
 *
 * <p>Layout everywhere: {@code [N, ⌈C/B⌉, H·W, B]} float32, B channels side by side ({@link
 * io.convrelu.kernel.tile.Layout}). Channels that only fill a block are 0.
 */
package io.convrelu.kernel.tile;
