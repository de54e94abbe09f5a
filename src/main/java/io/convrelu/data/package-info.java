/** Data sets: sources, Parquet schema, {@code dataset.json}, batches. */
package io.convrelu.data;
