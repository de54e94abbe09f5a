package io.convrelu.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

  private static final Comparison SPEED =
      new Comparison(
          "speed",
          "title",
          "examples/s",
          List.of(30.0, 10.0, 20.0),
          List.of(5.0, 20.0),
          0,
          Optional.empty());

  @TempDir Path folder;

  @Test
  void ratioIsOfMediansAndItsRangeOfTurnsThatBothSaw() {
    assertThat(SPEED.ratio()).isCloseTo(20 / 12.5, within(1e-12));
    assertThat(SPEED.ratioByTurn().min()).isEqualTo(0.5);
    assertThat(SPEED.ratioByTurn().max()).isEqualTo(6);
  }

  @Test
  void aBoundItselfIsReached() {
    assertThat(Goal.atLeast(1.6).reachedBy(1.6)).isTrue();
    assertThat(Goal.atLeast(1.6).reachedBy(1.59)).isFalse();
    assertThat(Goal.atMost(1).reachedBy(1)).isTrue();
    assertThat(Goal.atMost(1).reachedBy(1.01)).isFalse();
  }

  @Test
  void csvHasARowAFigure() throws IOException {
    Path file = folder.resolve("figures.csv");
    Files.writeString(file, "old");
    Report.writeCsv(List.of(SPEED), file);
    assertThat(file).hasContent("figure,ours,peer,ratio\nspeed,20.0000,12.5000,1.6000");
    assertThat(folder).isDirectoryContaining("glob:**/figures.csv");
    assertThat(folder).isDirectoryNotContaining("glob:**/*.partial");
  }

  @Test
  void whatOthersTookOfTheProcessors() {
    ProcessorTime start = new ProcessorTime(100, 1000);
    ProcessorTime end = new ProcessorTime(115, 1020);
    assertThat(start.foreignShareUntil(end, Duration.ofSeconds(10))).isEqualTo(0.25);
    assertThat(start.foreignShareUntil(end, Duration.ofSeconds(16))).isZero();
  }
}
