package io.convrelu.cli.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.conf.ConfigProblem;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecutorFailureTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "java.lang.ClassNotFoundException: io.convrelu.train.RoundTask"
            + " | has no class io.convrelu.train.RoundTask; submit with the scripts under jobs/",
        "java.lang.NoClassDefFoundError: org/nd4j/linalg/factory/Nd4j"
            + " | has no class org.nd4j.linalg.factory.Nd4j; submit with",
        "java.lang.ClassCastException: cannot assign instance of java.lang.invoke.SerializedLambda"
            + " to field f | has not the classes of the job jar; submit with",
        "java.io.InvalidClassException: org.apache.spark.rdd.RDD; local class incompatible: stream"
            + " | has other classes than the driver (org.apache.spark.rdd.RDD; local class",
        "java.lang.UnsupportedClassVersionError: io/convrelu/X has been compiled by a more recent"
            + " version | runs a Java that is too old (io/convrelu/X has been",
      })
  void whatIsWrongWithAnExecutorsClassesIsToldInALine(String failure, String told) {
    assertThat(ExecutorFailure.explain(new RuntimeException(lost(failure))))
        .get()
        .extracting(ConfigProblem::toString)
        .asString()
        .startsWith("executor 7 on host-3: class path: " + told)
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource({
    "java.lang.NoClassDefFoundError: Could not initialize class org.nd4j.linalg.factory.Nd4j",
    "java.lang.ClassCastException: class A cannot be cast to class B",
    "java.lang.IllegalStateException: java.lang.ClassNotFoundException is only mentioned"
  })
  void anythingElseIsNot(String failure) {
    assertThat(ExecutorFailure.explain(lost(failure))).isEmpty();
  }

  @Test
  void aFailureWithoutMessageIsNot() {
    assertThat(ExecutorFailure.explain(new RuntimeException())).isEmpty();
  }

  private static SparkException lost(String failure) {
    return new SparkException(
        "Job aborted due to stage failure: Task 1 in stage 2.0 failed 4 times, most recent failure:"
            + " Lost task 1.3 in stage 2.0 (TID 9) (host-3 executor 7): "
            + failure
            + "\n\tat java.base/java.lang.Thread.run(Thread.java:840)\n\nDriver stacktrace:");
  }
}
