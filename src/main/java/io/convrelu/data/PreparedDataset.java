package io.convrelu.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A prepared data set on any Hadoop file system: {@code PATH/dataset.json} and {@code
 * PATH/data/split=train/part-00000.parquet} and so on. Only a folder with a {@code dataset.json} is
 * one; the file is committed last, or together with everything else (see docs/DATA.md), so what can
 * be opened is complete.
 */
public final class PreparedDataset {

  private final String path;
  private final DatasetManifest manifest;
  private final String fingerprint;

  private PreparedDataset(String path, DatasetManifest manifest, String fingerprint) {
    this.path = path;
    this.manifest = manifest;
    this.fingerprint = fingerprint;
  }

  /**
   * Opens a prepared data set. Checks that every data file is there in its recorded length; their
   * contents are checked by Parquet when they are read.
   *
   * @throws BadInputException when there is none, when it is damaged or of a newer schema version
   * @throws UncheckedIOException when the file system cannot be reached
   */
  public static PreparedDataset open(Configuration hadoop, String path) {
    Path folder = new Path(path);
    Path file = new Path(folder, DatasetManifest.FILE_NAME);
    try {
      FileSystem fs = folder.getFileSystem(hadoop);
      byte[] json = read(fs, file, path);
      DatasetManifest manifest = new ManifestReader(file.toString()).read(json);
      checkFiles(fs, folder, manifest);
      return new PreparedDataset(path, manifest, Sha256.hex(json));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " could not be read: " + e.getMessage(), e);
    }
  }

  /** What {@code dataset.json} says. */
  public DatasetDescription description() {
    return manifest.description();
  }

  /** What the user chose when it was prepared. */
  public PreparationChoices choices() {
    return manifest.choices();
  }

  /** Where it is. */
  public String path() {
    return path;
  }

  /** SHA-256 of {@code dataset.json}, in hex. */
  public String fingerprint() {
    return fingerprint;
  }

  /**
   * The Parquet files of one split in the order of their numbers. Their sequence, and the sequence
   * of rows within each, depends on input and seed alone.
   */
  public List<DataFile> files(Split split) {
    return manifest.files(split);
  }

  /**
   * The rows of some splits, see {@link ExampleSchema}; none where there are no such splits. Spark
   * spreads files over partitions as it likes: their order is not defined here, see {@link
   * #files(Split)}.
   */
  public Dataset<Row> rows(SparkSession spark, Split... splits) {
    StructType schema =
        description().kind() == ExampleKind.IMAGE ? ExampleSchema.IMAGES : ExampleSchema.TEXTS;
    String[] paths =
        Arrays.stream(splits)
            .flatMap(split -> files(split).stream())
            .map(file -> new Path(path, file.path()).toString())
            .toArray(String[]::new);
    return paths.length == 0
        ? spark.createDataFrame(List.of(), schema)
        : spark
            .read()
            .schema(schema)
            .option("parquet.page.verify-checksum.enabled", "true")
            .parquet(paths);
  }

  private static byte[] read(FileSystem fs, Path file, String path) throws IOException {
    try (InputStream in = fs.open(file)) {
      return in.readAllBytes();
    } catch (ChecksumException e) {
      throw new BadInputException(
          file.toString(), "", "is damaged or was edited: " + e.getMessage(), e);
    } catch (FileNotFoundException e) {
      throw new BadInputException(
          path, "", "no prepared data set here; make one with jobs/prepare.sh", e);
    }
  }

  private static void checkFiles(FileSystem fs, Path folder, DatasetManifest manifest)
      throws IOException {
    Map<String, Map<String, Long>> lengths = new HashMap<>();
    for (DataFile file : manifest.files()) {
      Path full = new Path(folder, file.path());
      String parent = full.getParent().toString();
      if (!lengths.containsKey(parent)) {
        lengths.put(parent, lengths(fs, full.getParent()));
      }
      Long length = lengths.get(parent).get(full.getName());
      if (length == null) {
        throw new BadInputException(
            full.toString(), "", "is missing, though dataset.json lists it; prepare again");
      }
      if (length != file.length()) {
        throw new BadInputException(
            full.toString(),
            "",
            "has "
                + length
                + " bytes where dataset.json says "
                + file.length()
                + "; prepare the data set again");
      }
    }
  }

  private static Map<String, Long> lengths(FileSystem fs, Path folder) throws IOException {
    Map<String, Long> result = new HashMap<>();
    try {
      for (FileStatus status : fs.listStatus(folder)) {
        result.put(status.getPath().getName(), status.getLen());
      }
    } catch (FileNotFoundException e) {
      throw new BadInputException(
          folder.toString(), "", "is missing, though dataset.json lists it; prepare again", e);
    }
    return result;
  }
}
