package io.convrelu.cli.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.conf.ConfigProblem;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutorRequirementsTest {

  private static final JvmFacts DRIVER = facts("driver", "3.5.5", 17, "0badcafe", true, "1");

  private final ExecutorRequirements requirements = new ExecutorRequirements(DRIVER);

  @Test
  void whatIsLikeTheDriverIsRight() {
    assertThat(
            requirements.problems(
                List.of(
                    facts("executor 0 on a", "3.5.5", 17, "0badcafe", true, "1"),
                    facts("executor 1 on b", "3.5.5", 17, "0badcafe", true, " 1 "))))
        .isEmpty();
  }

  @Test
  void everyThingThatIsWrongIsNamedWithItsExecutorAndWhatToSet() {
    JvmFacts wrong = facts("executor 3 on c", "3.5.1", 21, "12345678", false, "4");

    assertThat(requirements.problems(List.of(wrong)))
        .extracting(ConfigProblem::toString)
        .satisfiesExactly(
            spark ->
                assertThat(spark)
                    .startsWith("executor 3 on c: Spark: is 3.5.1, the driver's is 3.5.5; run"),
            java ->
                assertThat(java)
                    .startsWith("executor 3 on c: Java: is 21, the driver's is 17; set JAVA_HOME"),
            jar ->
                assertThat(jar)
                    .startsWith("executor 3 on c: job jar: is 12345678, the driver's is 0badcafe;"),
            vectors ->
                assertThat(vectors)
                    .contains("spark.executor.defaultJavaOptions", "--add-modules=jdk.incubator"),
            threads ->
                assertThat(threads)
                    .startsWith(
                        "executor 3 on c: spark.executorEnv.OMP_NUM_THREADS: is 4; it must"));
  }

  @Test
  void theSameThingOnManyExecutorsIsOneProblem() {
    List<JvmFacts> executors =
        List.of(
            facts("executor 0 on a", "3.5.5", 17, "0badcafe", true, ""),
            facts("executor 1 on b", "3.5.5", 17, "0badcafe", true, "1"),
            facts("executor 2 on c", "3.5.5", 17, "0badcafe", true, ""));

    assertThat(requirements.problems(executors))
        .singleElement()
        .hasToString(
            "executor 0 on a and 1 more: spark.executorEnv.OMP_NUM_THREADS: is not set; it must be"
                + " 1, since the number of threads changes the last bits of results");
  }

  private static JvmFacts facts(
      String place, String spark, int java, String program, boolean vectors, String threads) {
    return new JvmFacts(place, spark, java, program, vectors, threads, "arithmetic");
  }
}
