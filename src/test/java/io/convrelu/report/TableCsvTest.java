package io.convrelu.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableCsvTest {

  @Test
  void numbersAreThoseOfTheTables() {
    List<Map<String, String>> lines = parse(csv(ReportTest.reluAndConvRelu()));

    assertThat(lines).hasSize(2);
    Map<String, String> relu = lines.get(0);
    assertThat(relu)
        .containsEntry("dataset", "cifar10")
        .containsEntry("synthetic", "false")
        .containsEntry("network", "densenet-40")
        .containsEntry("row", "ReLU")
        .containsEntry("activation", "relu")
        .containsEntry("strategy", "")
        .containsEntry("seeds", "3")
        .containsEntry("completed", "3")
        .containsEntry("mean", "0.730000")
        .containsEntry("paper_top1", "0.942900")
        .containsEntry("paper_tables", "1 3")
        .containsEntry("difference_to_relu", "")
        .containsEntry("full_train_examples", "50000")
        .containsEntry("train_examples", "10000");
    Map<String, String> convRelu = lines.get(1);
    assertThat(convRelu)
        .containsEntry("difference_to_relu", "0.030000")
        .containsEntry("threshold_init", "zero")
        .containsEntry("thresholds", "2916");
    assertThat(Double.parseDouble(relu.get("interval_low"))).isCloseTo(0.640433, within(1e-6));
    assertThat(Double.parseDouble(convRelu.get("difference_low")))
        .isCloseTo(0.03 - 0.0248414, within(1e-6));
  }

  @Test
  void whatWasNotReachedIsEmptyAndNeverNaN() {
    List<TrialResult> trials =
        List.of(
            Trials.trial().ended(TrialState.DIVERGED, "NaN").build(),
            Trials.trial().seed(2).ended(TrialState.FAILED, "x").build(),
            Trials.trial().choice("elu", "all", "").top1(0.5).build());

    String text = csv(trials);

    assertThat(text).doesNotContain("NaN").doesNotContain("nfinity");
    List<Map<String, String>> lines = parse(text);
    assertThat(lines.get(0))
        .containsEntry("seeds", "2")
        .containsEntry("completed", "0")
        .containsEntry("diverged", "1")
        .containsEntry("failed", "1")
        .containsEntry("mean", "")
        .containsEntry("interval_low", "");
    assertThat(lines.get(1))
        .containsEntry("mean", "0.500000")
        .containsEntry("interval_low", "")
        .containsEntry("difference_to_relu", "");
  }

  @Test
  void anyTextComesBackAsItWas() {
    String hostile = "a,b \"c\"\r\nd; =1+1";
    List<TrialResult> trials =
        List.of(
            Trials.trial().data(hostile, true).settings(Map.of("x", "1,2")).build(),
            Trials.trial().data(hostile, true).settings(Map.of("x", "\"q\"")).build());

    List<Map<String, String>> lines = parse(csv(trials));

    assertThat(lines).extracting(line -> line.get("dataset")).containsOnly(hostile);
    assertThat(lines).extracting(line -> line.get("synthetic")).containsOnly("true");
    assertThat(lines)
        .extracting(line -> line.get("row"))
        .containsExactly("ReLU [x=\"q\"]", "ReLU [x=1,2]");
  }

  @Test
  void theMachinesLanguageMakesNoDifference() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(csv(ReportTest.reluAndConvRelu())).contains(",0.730000,");
      assertThat(TextTable.write(report(ReportTest.reluAndConvRelu())))
          .contains("73.00% ± 8.96", "+3.00 ± 2.48");
    } finally {
      Locale.setDefault(before);
    }
  }

  private static String csv(List<TrialResult> trials) {
    return TableCsv.write(report(trials));
  }

  private static Report report(List<TrialResult> trials) {
    return Report.of(List.of("runs"), trials);
  }

  /** RFC 4180, read character by character; nothing shared with the writer. */
  static List<Map<String, String>> parse(String text) {
    List<List<String>> lines = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        field.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        fields.add(field.toString());
        field.setLength(0);
        if (c == '\n') {
          lines.add(List.copyOf(fields));
          fields.clear();
        }
      } else {
        field.append(c);
      }
    }
    assertThat(field).as("the last line is ended").isEmpty();
    List<Map<String, String>> rows = new ArrayList<>();
    for (List<String> line : lines.subList(1, lines.size())) {
      assertThat(line).hasSameSizeAs(lines.get(0));
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < line.size(); i++) {
        row.put(lines.get(0).get(i), line.get(i));
      }
      rows.add(row);
    }
    return rows;
  }
}
