package io.convrelu.bench.worker;

/**
 * Examples of one step.
 *
 * @param values inputs, {@code [N, C, H, W]} row-major
 * @param labels a class each
 */
@SuppressWarnings("ArrayRecordComponent") // Handed over at once and never compared.
public record Batch(float[] values, int[] labels) {}
