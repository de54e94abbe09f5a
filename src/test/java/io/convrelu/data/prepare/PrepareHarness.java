package io.convrelu.data.prepare;

import io.convrelu.data.PreparationChoices;
import io.convrelu.data.PreparedDataset;
import io.convrelu.data.Sha256;
import io.convrelu.data.Split;
import io.convrelu.data.synthetic.SyntheticSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Runs the preparation on a real local Spark, as tests want it. */
final class PrepareHarness {

  private PrepareHarness() {}

  static PrepareRequest request(DatasetName dataset, String input, Path output) {
    OptionalInt fold = dataset == DatasetName.MR ? OptionalInt.of(0) : OptionalInt.empty();
    return new PrepareRequest(
        dataset,
        input,
        output.toString(),
        1,
        new PreparationChoices(0, fold),
        SyntheticSize.DEFAULT,
        ExistingOutput.REFUSE);
  }

  static PreparedDataset prepare(SparkSession spark, DatasetName dataset, Path input, Path output)
      throws IOException {
    return prepare(spark, request(dataset, input.toString(), output));
  }

  static PreparedDataset prepare(SparkSession spark, PrepareRequest request) throws IOException {
    new Preparer(spark).prepare(request);
    return open(spark, request.output());
  }

  static PreparedDataset open(SparkSession spark, String path) {
    return PreparedDataset.open(spark.sparkContext().hadoopConfiguration(), path);
  }

  /** Rows of a split by id. */
  static Map<String, Row> byId(SparkSession spark, PreparedDataset dataset, Split split) {
    Map<String, Row> rows = new LinkedHashMap<>();
    for (Row row : dataset.rows(spark, split).collectAsList()) {
      rows.put(row.getAs("id"), row);
    }
    return rows;
  }

  /** SHA-256 of every file below a folder, checksums of the file system included. */
  static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> result = new LinkedHashMap<>();
    for (Path file : files(folder)) {
      byte[] digest = Sha256.digest(Files.readAllBytes(file));
      result.put(folder.relativize(file).toString(), HexFormat.of().formatHex(digest));
    }
    return result;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Names of what is in a folder. */
  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
