package io.convrelu.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ArithmeticThreadsTest {

  @Test
  void oneThreadNeedsNoAdvice() {
    assertThat(ArithmeticThreads.advice(Map.of("OMP_NUM_THREADS", "1"))).isEmpty();
  }

  @Test
  void otherwiseTheAdviceNamesValueAndSetting() {
    assertThat(ArithmeticThreads.advice(Map.of("OMP_NUM_THREADS", "4")))
        .hasValueSatisfying(
            advice ->
                assertThat(advice)
                    .contains("is 4")
                    .contains("--conf spark.executorEnv.OMP_NUM_THREADS=1"));
    assertThat(ArithmeticThreads.advice(Map.of()))
        .hasValueSatisfying(advice -> assertThat(advice).contains("is not set"));
  }
}
