package io.convrelu.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.data.source.RawExample;
import io.convrelu.data.source.SourcePlan.Content;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetWriter;
import org.junit.jupiter.api.Test;

/** Whatever order a JVM's hash codes gave the encodings, the same footer comes out. */
class CanonicalFooterTest {

  @Test
  void everyOrderOfEncodingsBecomesTheSame() throws IOException {
    byte[] expected = texts();
    CanonicalFooter.apply(expected);
    boolean differed = false;
    for (int seed = 0; seed < 10; seed++) {
      byte[] shuffled = shuffle(texts(), new Random(seed));
      differed |= !java.util.Arrays.equals(shuffled, expected);
      CanonicalFooter.apply(shuffled);
      assertThat(shuffled).isEqualTo(expected);
    }
    assertThat(differed).isTrue();
  }

  private static byte[] texts() throws IOException {
    MemoryOutputFile file = new MemoryOutputFile();
    try (ParquetWriter<RawExample> writer =
        ShardFileBuilder.open(file, new Configuration(), Content.TEXT)) {
      for (String text : List.of("one", "two", "three")) {
        writer.write(new RawExample(text, 1, -1, text.getBytes(StandardCharsets.UTF_8)));
      }
    }
    return file.content();
  }

  private static byte[] shuffle(byte[] file, Random random) throws IOException {
    int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - 8);
    int start = file.length - 8 - length;
    FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(file, start, length));
    for (ColumnChunk column : footer.getRow_groups().get(0).getColumns()) {
      List<Encoding> encodings = column.getMeta_data().getEncodings();
      assertThat(encodings).hasSizeGreaterThan(1);
      Collections.shuffle(encodings, random);
    }
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    Util.writeFileMetaData(footer, written);
    System.arraycopy(written.toByteArray(), 0, file, start, length);
    return file;
  }
}
