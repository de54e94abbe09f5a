package io.convrelu.sweep.provenance;

import io.convrelu.data.DataFile;
import io.convrelu.data.PreparedDataset;
import io.convrelu.data.Sha256;
import io.convrelu.data.Split;
import io.convrelu.kernel.fused.StageRuntime;
import io.convrelu.train.ArithmeticThreads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Records where results of this driver come from, on one data set. */
public final class ProvenanceRecorder {

  private final JavaSparkContext spark;
  private final DataSource data;
  private Optional<List<String>> arithmetic;

  private ProvenanceRecorder(
      JavaSparkContext spark, DataSource data, Optional<List<String>> arithmetic) {
    this.spark = spark;
    this.data = data;
    this.arithmetic = arithmetic;
  }

  /** Reads where the data are; the executors are not asked yet. */
  public static ProvenanceRecorder of(SparkSession session, PreparedDataset dataset)
      throws IOException {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    Path path = new Path(dataset.path());
    String place = path.getFileSystem(spark.hadoopConfiguration()).makeQualified(path).toString();
    return new ProvenanceRecorder(
        spark, source(place, dataset), spark.isLocal() ? Optional.of(List.of()) : Optional.empty());
  }

  /**
   * Of a training that has ended. Asks the executors what they compute with, if nobody has yet.
   *
   * @param configuration every key in force, defaults included
   * @param started in UTC, ISO 8601
   * @param ended likewise
   */
  public synchronized Provenance of(
      SortedMap<String, String> configuration, String started, String ended) {
    if (arithmetic.isEmpty()) {
      arithmetic = Optional.of(ExecutorArithmetic.of(spark));
    }
    return ofUnfinished(configuration, started, ended);
  }

  /**
   * Of a training that came to nothing. Asks the executors nothing, since they may be what is
   * wrong: what they compute with is recorded if it is known already.
   *
   * @param configuration every key in force, defaults included
   * @param started in UTC, ISO 8601
   * @param ended likewise
   */
  public synchronized Provenance ofUnfinished(
      SortedMap<String, String> configuration, String started, String ended) {
    return new Provenance(
        CodeVersion.ofThisBuild(), configuration, data, machine(), cluster(), started, ended);
  }

  private static DataSource source(String place, PreparedDataset dataset) {
    StringBuilder lines = new StringBuilder();
    Map<String, String> sources = new TreeMap<>(dataset.description().sources());
    sources.forEach((name, sum) -> lines.append(sum).append("  ").append(name).append('\n'));
    List<DataFile> files = new ArrayList<>();
    for (Split split : Split.values()) {
      files.addAll(dataset.files(split));
    }
    return new DataSource(
        place,
        dataset.fingerprint(),
        sources.isEmpty() ? "" : Sha256.hex(lines.toString().getBytes(StandardCharsets.UTF_8)),
        files.size(),
        files.stream().mapToLong(DataFile::length).sum());
  }

  private static Machine machine() {
    return new Machine(
        property("os.name") + " " + property("os.version") + " " + property("os.arch"),
        Processor.name(),
        Runtime.getRuntime().availableProcessors(),
        property("java.vm.name") + " " + Runtime.version(),
        StageRuntime.get().describe(),
        System.getenv().getOrDefault(ArithmeticThreads.VARIABLE, ""));
  }

  private Cluster cluster() {
    // The driver is among them.
    int executors = spark.isLocal() ? 0 : spark.sc().statusTracker().getExecutorInfos().length - 1;
    return new Cluster(spark.version(), spark.master(), executors, arithmetic.orElse(List.of()));
  }

  private static String property(String name) {
    return System.getProperty(name, "");
  }
}
