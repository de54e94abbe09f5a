package io.convrelu.data.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.data.DatasetDescription.ImageShape;
import io.convrelu.data.PreparedDataset;
import io.convrelu.data.Split;
import io.convrelu.data.batch.ExampleRows;
import io.convrelu.data.batch.ExampleShard;
import io.convrelu.data.batch.ShardPacker;
import io.convrelu.data.storage.ShardMemory;
import io.convrelu.data.storage.ValueCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;

/** Files of shards, for tests that read, compare and damage them. */
final class ShardFiles {

  private ShardFiles() {}

  static FileSlice slice(Path parquet, int rows) throws IOException {
    try (var files = Files.list(parquet)) {
      Path file = files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow();
      return new FileSlice(file.toString(), Files.size(file), rows, 0, rows);
    }
  }

  static ExampleShard read(WorkerShare share, ExampleFormat format, Configuration hadoop) {
    ShardPacker packer =
        new ShardPacker((int) share.examples(), format.rows().valuesPerExample(), ShardMemory.AUTO);
    for (FileSlice slice : share.slices()) {
      new SliceReader(slice, format, packer).read(hadoop);
    }
    return packer.pack();
  }

  static ExampleFormat format(PreparedDataset dataset) {
    ImageShape shape = dataset.description().image();
    return new ExampleFormat(ExampleRows.Images.of(shape), dataset.description().classes());
  }

  static Path trainFile(PreparedDataset dataset) {
    return Path.of(dataset.path(), dataset.files(Split.TRAIN).get(0).path());
  }

  static void assertEqual(ExampleShard actual, ExampleShard expected) {
    ValueCursor mine = actual.cursor();
    ValueCursor theirs = expected.cursor();
    for (int i = 0; i < expected.size(); i++) {
      mine.moveTo(i);
      theirs.moveTo(i);
      assertThat(actual.label(i)).isEqualTo(expected.label(i));
      assertThat(
              Arrays.equals(
                  mine.array(),
                  mine.offset(),
                  mine.offset() + 3072,
                  theirs.array(),
                  theirs.offset(),
                  theirs.offset() + 3072))
          .isTrue();
    }
  }

  /** Without the checksums that Hadoop keeps beside local files. */
  static PreparedDataset copy(PreparedDataset dataset, Path to, Configuration hadoop)
      throws IOException {
    Path source = Path.of(dataset.path());
    try (var files = Files.walk(source)) {
      for (Path file : files.filter(f -> !f.toString().endsWith(".crc")).toList()) {
        Files.copy(file, to.resolve(source.relativize(file).toString()));
      }
    }
    return PreparedDataset.open(hadoop, to.toString());
  }
}
