package io.convrelu.data.batch;

/**
 * One mini-batch.
 *
 * @param size examples, N
 * @param features {@code [N, C, H, W]}, row-major
 * @param labels {@code [N]}
 */
public record Batch(int size, float[] features, int[] labels) {}
