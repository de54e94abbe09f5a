package io.convrelu.data.prepare;

import io.convrelu.data.FileOutput;
import io.convrelu.data.source.RawExample;
import io.convrelu.data.source.SourcePlan.Content;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Iterator;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import scala.Tuple2;

/**
 * Writes the examples of a shard to a file of its own. Attempts of the same task, be they retries
 * or speculation, write to different names; the driver takes the one that Spark says succeeded.
 */
record ShardWriter(String folder, Content content) implements Serializable {

  WrittenShard write(
      int shard,
      long attempt,
      Iterator<Tuple2<ShardKey, RawExample>> examples,
      Configuration hadoop)
      throws IOException {
    Path file =
        new Path(folder, String.format(Locale.ROOT, "shard-%05d-%d.parquet", shard, attempt));
    ChannelSums sums = new ChannelSums(content.channels());
    long count = 0;
    MemoryOutputFile parquet = new MemoryOutputFile();
    try (ParquetWriter<RawExample> writer = ShardFileBuilder.open(parquet, hadoop, content)) {
      while (examples.hasNext()) {
        RawExample example = examples.next()._2();
        sums.add(example.content());
        writer.write(example);
        count++;
      }
    }
    byte[] bytes = parquet.content();
    CanonicalFooter.apply(bytes);
    try (OutputStream out = FileOutput.replace(file.getFileSystem(hadoop), file)) {
      out.write(bytes);
    }
    return new WrittenShard(shard, file.toString(), bytes.length, count, sums);
  }
}
