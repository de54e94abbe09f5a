package io.convrelu.cli.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.cli.failure.TaskFailure.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskFailureTest {

  private static Exception aborted(String exception) {
    return new IllegalStateException(
        new Exception(
            "Job aborted due to stage failure: Task 0 in stage 2.0 failed 4 times, most recent"
                + " failure: Lost task 0.3 in stage 2.0 (TID 2) (10.0.0.7 executor 1): "
                + exception
                + "\n\tat io.convrelu.train.RoundTask.call(RoundTask.java:1)"));
  }

  @ParameterizedTest
  @CsvSource({
    "io.convrelu.data.BadInputException, DATA",
    "io.convrelu.conf.ConfigException, CONFIGURATION",
    "io.convrelu.train.OffHeapException, MEMORY",
    "java.io.UncheckedIOException, FILES",
  })
  void sparksTextHasTheExceptionOfTheTask(String exception, Kind kind) {
    assertThat(TaskFailure.in(aborted(exception + ": part-0: is damaged: again")))
        .contains(new TaskFailure(kind, "part-0: is damaged: again"));
  }

  @Test
  void theNamesOfTheExceptionsAreRight() {
    assertThat(
            TaskFailure.in(
                aborted(new io.convrelu.data.BadInputException("f", "", "x").toString())))
        .contains(new TaskFailure(Kind.DATA, "f: x"));
    assertThat(
            TaskFailure.in(
                aborted(
                    new io.convrelu.conf.ConfigException(java.util.List.of()).toString() + "y")))
        .contains(new TaskFailure(Kind.CONFIGURATION, "y"));
    assertThat(aborted(io.convrelu.train.OffHeapException.class.getName() + ": z"))
        .satisfies(e -> assertThat(TaskFailure.in(e)).isPresent());
  }

  @Test
  void whatWasNotForeseenStaysUnforeseen() {
    assertThat(TaskFailure.in(aborted("java.lang.NullPointerException: x"))).isEmpty();
    assertThat(TaskFailure.in(new IllegalStateException("io.convrelu.data.BadInputException: x")))
        .isEmpty();
  }
}
