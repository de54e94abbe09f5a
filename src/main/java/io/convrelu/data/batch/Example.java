package io.convrelu.data.batch;

import java.io.Serializable;

/**
 * One example as bytes, on its way into a shard.
 *
 * @param label class
 * @param values what {@link ExampleShard} describes
 */
public record Example(int label, byte[] values) implements Serializable {}
