package io.convrelu.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.report.ManyTrials;
import io.convrelu.report.Report;
import io.convrelu.report.SampleLayers;
import io.convrelu.sweep.TrialResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThousandTrialsTest {

  @Test
  void aPageOfAThousandTrialsStaysSmall() throws Exception {
    List<TrialResult> trials = ManyTrials.results(1_000);
    String page = new Page(Report.of(List.of("runs/a"), trials), SampleLayers::of).render();
    Path folder = Files.createDirectories(Path.of("target", "report-page"));
    Files.writeString(folder.resolve("thousand.html"), page);

    assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(10_000_000);
  }
}
