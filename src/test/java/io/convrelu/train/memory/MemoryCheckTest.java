package io.convrelu.train.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class MemoryCheckTest {

  private static final long MB = 1L << 20;

  /** A driver with room for everything. */
  private static final ThisJvm LARGE = new ThisJvm(64_000 * MB, 0, 0, 128_000 * MB, 8);

  /** 4 MB counted, 5 MB native and 1 MB heap an example. */
  private static final TrainingNeed NEED =
      new TrainingNeed(
          "densenet-cifar", 128, MemoryCheckTest::ofBatch, ofBatch(128), 10 * MB, 20 * MB, 0);

  private static MemoryNeed ofBatch(int examples) {
    return new MemoryNeed(4 * MB * examples, 5 * MB * examples, MB * examples);
  }

  private static SparkConf conf(String master, String... settings) {
    SparkConf conf = new SparkConf(false).set("spark.master", master);
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      conf.set("spark." + setting.substring(0, equals), setting.substring(equals + 1));
    }
    return conf;
  }

  private static final String UNBOUNDED =
      "executor.extraJavaOptions=-Dorg.bytedeco.javacpp.maxbytes=0"
          + " -Dorg.bytedeco.javacpp.maxphysicalbytes=0";

  private static MemoryFindings cluster(String master, String... settings) {
    SparkConf conf = conf(master, settings);
    conf.setIfMissing("spark.executor.memory", "4g");
    return MemoryCheck.of(conf, LARGE).findings(NEED, 4);
  }

  @Test
  void nothingIsSaidWhereThereIsEnough() {
    MemoryFindings findings = cluster("yarn", "executor.memoryOverhead=2g", UNBOUNDED);

    assertThat(findings.shortages()).isEmpty();
    assertThat(findings.doubts()).isEmpty();
  }

  @Test
  void aContainerThatIsTooSmallIsNamedWithWhatSuffices() {
    MemoryFindings findings =
        cluster("yarn", "executor.cores=2", "executor.memoryOverhead=1g", UNBOUNDED);

    // 245 MB and 3% of 4 GB for the JVM, 2 × 640 MB for two workers.
    assertThat(findings.shortages())
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "memory: spark.executor.memoryOverhead: is 1.0g; 2 workers of densenet-cifar at"
                + " train.batch-size 128 need 1.6g off-heap, the JVM's own share included: set"
                + " CONVRELU_EXECUTOR_OVERHEAD=1900m (spark.executor.memoryOverhead), or"
                + " train.batch-size to 65 or less, or run fewer workers at once"
                + " (spark.executor.cores)");
    assertThat(
            cluster("yarn", "executor.cores=2", "executor.memoryOverhead=1900m", UNBOUNDED)
                .doubts())
        .isEmpty();
  }

  @Test
  void whatNobodyWatchesOrIsNearTheEstimateIsOnlyDoubted() {
    String tight = "executor.memoryOverhead=1000m";

    for (String master : new String[] {"yarn", "k8s://https://host"}) {
      MemoryFindings near = cluster(master, tight, UNBOUNDED);
      assertThat(near.shortages()).isEmpty();
      assertThat(near.doubts())
          .extracting(ConfigProblem::key)
          .containsExactly("spark.executor.memoryOverhead");
    }
    MemoryFindings unwatched =
        cluster("spark://host:7077", "executor.memoryOverhead=10m", UNBOUNDED);
    assertThat(unwatched.shortages()).isEmpty();
    assertThat(unwatched.doubts()).hasSize(1);
  }

  @Test
  void everyShortageIsToldAtOnce() {
    MemoryFindings findings =
        cluster(
            "yarn",
            "executor.cores=4",
            "executor.memory=450m",
            "executor.extraJavaOptions=-Dorg.bytedeco.javacpp.maxbytes=1g"
                + " -Dorg.bytedeco.javacpp.maxphysicalbytes=1g",
            "driver.maxResultSize=10m");

    assertThat(findings.shortages())
        .extracting(ConfigProblem::key)
        .containsExactly(
            "org.bytedeco.javacpp.maxbytes",
            "org.bytedeco.javacpp.maxphysicalbytes",
            "spark.executor.memoryOverhead",
            "spark.executor.memory",
            "spark.driver.maxResultSize");
    assertThatThrownBy(() -> findings.settle(OnShortage.REFUSE))
        .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.problems()).hasSize(5));
    assertThatCode(() -> findings.settle(OnShortage.WARN)).doesNotThrowAnyException();
  }

  @Test
  void localWorkersShareTheDriversJvm() {
    ThisJvm small = new ThisJvm(900 * MB, 1000 * MB, 0, 1400 * MB, 2);

    MemoryFindings findings = MemoryCheck.of(conf("local[*]"), small).findings(NEED, 4);

    assertThat(findings.shortages())
        .extracting(ConfigProblem::toString)
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .contains(
                        "org.bytedeco.javacpp.maxbytes: is 1000m; 2 workers",
                        "CONVRELU_OFF_HEAP=1200m",
                        "--master local[1]"))
        .anySatisfy(problem -> assertThat(problem).contains("memory of this machine: is 1.4g"));
    assertThat(MemoryCheck.of(conf("local[1]"), small).findings(NEED, 4).shortages()).isEmpty();
  }

  @Test
  void aDriverMustHoldTheResultsOfARound() {
    TrainingNeed large =
        new TrainingNeed(
            "vgg-16", 128, MemoryCheckTest::ofBatch, ofBatch(128), 120 * MB, 1920 * MB, 0);
    ThisJvm driver = new ThisJvm(1000 * MB, 0, 0, 64_000 * MB, 2);

    MemoryFindings findings =
        MemoryCheck.of(conf("spark://host:7077", "executor.memory=4g", UNBOUNDED), driver)
            .findings(large, 16);

    assertThat(findings.shortages())
        .extracting(ConfigProblem::toString)
        .containsExactly(
            "memory: spark.driver.memory: is 1000m; the driver of vgg-16 needs 6.3g heap: set"
                + " CONVRELU_DRIVER_MEMORY=7100m (spark.driver.memory)",
            "memory: spark.driver.maxResultSize: is 1.0g; the workers of vgg-16 bring back 1.9g a"
                + " round: set spark.driver.maxResultSize=2200m, or fewer train.workers");
  }
}
