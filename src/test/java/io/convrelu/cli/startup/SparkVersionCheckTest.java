package io.convrelu.cli.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.convrelu.conf.ConfigProblem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkVersionCheckTest {

  @Test
  void theSparkThatThisIsBuiltForIsRight() {
    assertThatCode(SparkVersionCheck::check).doesNotThrowAnyException();
    assertThat(SparkVersionCheck.spark())
        .isEqualTo(org.apache.spark.package$.MODULE$.SPARK_VERSION());
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.5.0", "3.5.9", "3.5.5-SNAPSHOT"})
  void anyPatchReleaseWillDo(String version) {
    assertThat(SparkVersionCheck.problems(version, "2.12.18")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.4.4", "4.0.0", "3.50.1", "unknown"})
  void anotherSparkIsNamedWithWhatIsNeeded(String version) {
    assertThat(SparkVersionCheck.problems(version, "2.12.18"))
        .singleElement()
        .extracting(ConfigProblem::toString)
        .asString()
        .startsWith(
            "Spark installation: Spark: is version " + version + ", needed is 3.5; set SPARK_HOME");
  }

  @Test
  void sparkForAnotherScalaIsNamed() {
    assertThat(SparkVersionCheck.problems("3.5.5", "2.13.8"))
        .singleElement()
        .extracting(ConfigProblem::toString)
        .asString()
        .startsWith("Spark installation: Scala: is version 2.13.8, needed is 2.12; set SPARK_HOME");
  }
}
