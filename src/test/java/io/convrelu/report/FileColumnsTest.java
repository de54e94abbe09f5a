package io.convrelu.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileColumnsTest {

  @Test
  void everyTrialIsALineWithItsSettingsUnderTheirKeys() {
    List<TrialResult> trials =
        List.of(
            Trials.trial().id("a").settings(Map.of("train.lr", "0.1")).build(),
            Trials.trial().id("b").seed(2).ended(TrialState.TIMED_OUT, "after 3 h").build());

    List<Map<String, String>> lines =
        TableCsvTest.parse(Column.csv(TrialColumns.of(trials), trials));

    assertThat(lines.get(0))
        .containsEntry("trial", "a")
        .containsEntry("state", "completed")
        .containsEntry("test_top1", "0.500000")
        .containsEntry("test_top5", "")
        .containsEntry("train.lr", "0.1")
        .containsEntry("code_version", "")
        .containsEntry("train.seed", "1");
    assertThat(lines.get(1))
        .containsEntry("state", "timed-out")
        .containsEntry("message", "after 3 h")
        .containsEntry("test_top1", "")
        .containsEntry("train.lr", "");
  }

  @Test
  void everyEndHasItsColumn() {
    List<TrialResult> trials =
        List.of(
            Trials.trial().seed(1).ended(TrialState.PRUNED, "").build(),
            Trials.trial().seed(2).ended(TrialState.LOST, "").build());

    Map<String, String> line =
        TableCsvTest.parse(TableCsv.write(Report.of(List.of("runs"), trials))).get(0);

    assertThat(line)
        .containsEntry("pruned", "1")
        .containsEntry("lost", "1")
        .containsEntry("timed_out", "0")
        .doesNotContainKeys("pending", "running", "completed_");
  }

  @Test
  void theTestStandsInTheFile() {
    Map<String, String> convRelu =
        TableCsvTest.parse(TableCsv.write(Report.of(List.of("runs"), ReportTest.reluAndConvRelu())))
            .get(1);

    // The p of 0.03, 0.02, 0.04 by SciPy; one comparison needs no correction.
    assertThat(convRelu)
        .containsEntry("difference_p", "0.035099")
        .containsEntry("difference_p_holm", "0.035099")
        .containsEntry("difference_p_exact", "0.250000")
        .containsEntry("difference_comparisons", "1");
  }
}
