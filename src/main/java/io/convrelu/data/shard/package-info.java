/** From the Parquet files of a prepared data set to the shards of logical workers. */
package io.convrelu.data.shard;
