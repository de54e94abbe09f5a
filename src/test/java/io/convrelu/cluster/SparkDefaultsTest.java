package io.convrelu.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code conf/spark-defaults.conf} is the one place for settings of Spark. */
class SparkDefaultsTest {

  private final Properties defaults = new Properties();

  @BeforeEach
  void read() throws IOException {
    try (Reader in =
        Files.newBufferedReader(Path.of("conf/spark-defaults.conf"), StandardCharsets.UTF_8)) {
      defaults.load(in);
    }
  }

  @Test
  void theOperatorsManifestRepeatsItsSettings() throws IOException {
    // The operator has fields of its own for memory, and YARN's settings are nothing to it.
    Set<String> elsewhere =
        Set.of("spark.driver.memory", "spark.executor.memory", "spark.executor.memoryOverhead");
    Set<String> expected = new TreeSet<>();
    defaults.forEach(
        (key, value) -> {
          if (!elsewhere.contains(key) && !key.toString().startsWith("spark.yarn.")) {
            expected.add("    \"" + key + "\": \"" + value.toString().strip() + "\"");
          }
        });

    List<String> manifest = Files.readAllLines(Path.of("deploy/kubernetes/spark-application.yaml"));

    assertThat(manifest.stream().filter(line -> line.startsWith("    \"spark.")))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void driverAndExecutorsHaveTheSameJavaOptions() {
    assertThat(defaults.getProperty("spark.executor.defaultJavaOptions"))
        .contains("--add-modules=jdk.incubator.vector")
        .isEqualTo(defaults.getProperty("spark.driver.defaultJavaOptions"));
  }
}
