package io.convrelu.data.shard;

import io.convrelu.data.batch.ExampleRows;
import java.io.Serializable;

/**
 * What the files of a data set hold, and what is made of it.
 *
 * @param rows how a stored example becomes bytes
 * @param classes labels are below
 */
public record ExampleFormat(ExampleRows rows, int classes) implements Serializable {}
