package io.convrelu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeLeftTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void whatWasDoneByAnEarlierRunDoesNotMakeThisOneFast() {
    TimeLeft left = new TimeLeft();

    assertThat(left.at(0.5, 7 * SECOND)).isEmpty();
    assertThat(left.at(0.6, 17 * SECOND)).contains(Duration.ofSeconds(40));
    assertThat(left.at(0.75, 32 * SECOND)).contains(Duration.ofSeconds(25));
    assertThat(left.at(1, 57 * SECOND)).contains(Duration.ZERO);
  }
}
