package io.convrelu.data.prepare;

import io.convrelu.data.source.RawExample;
import io.convrelu.data.source.SourcePlan.Content;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;

/** Opens a Parquet file for one shard. */
final class ShardFileBuilder extends ParquetWriter.Builder<RawExample, ShardFileBuilder> {

  private final Content content;

  private ShardFileBuilder(OutputFile file, Content content) {
    super(file);
    this.content = content;
  }

  /** A writer to a file of its own. */
  static ParquetWriter<RawExample> open(OutputFile file, Configuration hadoop, Content content)
      throws IOException {
    return new ShardFileBuilder(file, content)
        .withConf(hadoop)
        .withCompressionCodec(CompressionCodecName.SNAPPY)
        // Every id, image and text is its own: a dictionary of them would only cost.
        .withDictionaryEncoding(false)
        .withDictionaryEncoding("label", true)
        .withDictionaryEncoding("coarse_label", true)
        .build();
  }

  @Override
  protected ShardFileBuilder self() {
    return this;
  }

  @Override
  protected WriteSupport<RawExample> getWriteSupport(Configuration conf) {
    return new ParquetLayout(content);
  }
}
