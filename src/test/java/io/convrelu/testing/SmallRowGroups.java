package io.convrelu.testing;

import io.convrelu.data.DataFile;
import io.convrelu.data.DatasetManifest;
import io.convrelu.data.ManifestWriter;
import io.convrelu.data.PreparedDataset;
import io.convrelu.data.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;

/** The same data set in Parquet files with row groups of about 100 rows. */
public final class SmallRowGroups {

  private static final long GROUP_BYTES = 300_000;

  private SmallRowGroups() {}

  /** Copies a data set of images. */
  public static PreparedDataset copy(PreparedDataset source, java.nio.file.Path folder) {
    Configuration hadoop = new Configuration();
    try {
      List<DataFile> files = new ArrayList<>();
      for (Split split : Split.values()) {
        for (DataFile file : source.files(split)) {
          java.nio.file.Path copy = folder.resolve(file.path());
          Files.createDirectories(copy.getParent());
          copy(new Path(source.path(), file.path()), new Path(copy.toUri()), hadoop);
          files.add(new DataFile(split, file.path(), Files.size(copy), file.examples()));
        }
      }
      Files.write(
          folder.resolve(DatasetManifest.FILE_NAME),
          new ManifestWriter()
              .write(new DatasetManifest(source.description(), source.choices(), files)));
      return PreparedDataset.open(hadoop, folder.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path source, Path target, Configuration hadoop) throws IOException {
    MessageType schema;
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(source, hadoop))) {
      schema = reader.getFileMetaData().getSchema();
    }
    try (ParquetReader<Group> reader =
            ParquetReader.builder(new GroupReadSupport(), source).withConf(hadoop).build();
        ParquetWriter<Group> writer =
            ExampleParquetWriter.builder(target)
                .withConf(hadoop)
                .withType(schema)
                .withCompressionCodec(CompressionCodecName.SNAPPY)
                .withRowGroupSize(GROUP_BYTES)
                .withMinRowCountForPageSizeCheck(10)
                .withPageRowCountLimit(20)
                .build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        writer.write(row);
      }
    }
  }
}
