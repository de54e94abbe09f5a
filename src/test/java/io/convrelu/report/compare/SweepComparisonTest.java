package io.convrelu.report.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.convrelu.data.BadInputException;
import io.convrelu.report.Comparison.Verdict;
import io.convrelu.report.Metric;
import io.convrelu.report.Trials;
import io.convrelu.report.page.ComparePage;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SweepComparisonTest {

  @Test
  void cellsAreMatchedAndTheirDifferencesPairedOverSeeds() {
    SweepComparison comparison =
        compare(run("relu", Map.of(), 0.70, 0.72, 0.77), run("relu", Map.of(), 0.73, 0.74, 0.81));

    ComparedCell cell = comparison.matched().get(0);
    assertThat(cell.difference().orElseThrow().difference().mean()).isCloseTo(0.03, within(1e-12));
    assertThat(cell.difference().orElseThrow().verdict()).isEqualTo(Verdict.ABOVE);
    assertThat(comparison.comparisons()).isEqualTo(1);
    assertThat(comparison.differing()).isEmpty();
  }

  @Test
  void theSameBitsAreNoDifferenceAndAreCounted() {
    List<TrialResult> trials = run("relu", Map.of(), 0.70, 0.72);

    ComparedCell cell = compare(trials, trials).matched().get(0);

    assertThat(cell.identicalSeeds()).isEqualTo(2);
    assertThat(cell.difference().orElseThrow().adjustedP()).isEqualTo(1);
    assertThat(cell.speedRatio()).isEqualTo(1);
  }

  @Test
  void aSettingThatSetsTheSweepsApartIsNamedAndNotLookedAt() {
    SweepComparison comparison =
        compare(
            run("relu", Map.of("train.workers", "1"), 0.5),
            run("relu", Map.of("train.workers", "4"), 0.6));

    assertThat(comparison.differing()).containsOnly(Map.entry("train.workers", List.of("1", "4")));
    assertThat(comparison.matched()).hasSize(1);
    assertThat(CompareTable.facts(comparison)).contains("train.workers: A 1, B 4");
  }

  @Test
  void aSettingThatOneSweepVariesIsPartOfItsCells() {
    List<TrialResult> a = new ArrayList<>(run("relu", Map.of("train.lr", "0.1"), 0.5));
    a.addAll(run("relu", Map.of("train.lr", "0.01"), 0.4));

    SweepComparison comparison = compare(a, run("relu", Map.of("train.lr", "0.01"), 0.6));

    assertThat(comparison.differing()).isEmpty();
    assertThat(comparison.cells())
        .extracting(ComparedCell::label)
        .containsExactly("ReLU [train.lr=0.01]", "ReLU [train.lr=0.1]");
    assertThat(comparison.cells().get(0).difference().orElseThrow().difference().mean())
        .isCloseTo(0.2, within(1e-12));
    assertThat(comparison.cells().get(1).b()).isEmpty();
  }

  @Test
  void activationsAndNetworksAreNeverMatchedWithOthers() {
    SweepComparison comparison = compare(run("relu", Map.of(), 0.5), run("elu", Map.of(), 0.6));

    assertThat(comparison.matched()).isEmpty();
    assertThat(comparison.cells()).hasSize(2);
    assertThat(CompareTable.write(comparison))
        .contains("0 cells in both, 2 in one alone", "not run");
  }

  @Test
  void differentDataAreRefused() {
    List<TrialResult> other =
        List.of(Trials.trial().data("cifar100", false).fingerprint("0123").build());

    assertThatThrownBy(() -> compare(run("relu", Map.of(), 0.5), other))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("runs/b")
        .hasMessageContaining("cifar100 (0123)")
        .hasMessageContaining("cannot be paired");
  }

  @Test
  void aSeedThatDidNotCompleteIsInNoPair() {
    List<TrialResult> b = new ArrayList<>(run("relu", Map.of(), 0.6, 0.7));
    b.set(1, Trials.trial().seed(2).ended(TrialState.LOST, "x").build());

    ComparedCell cell = compare(run("relu", Map.of(), 0.5, 0.5), b).matched().get(0);

    assertThat(cell.difference().orElseThrow().difference().count()).isEqualTo(1);
    assertThat(CompareText.score(cell.b(), Metric.TEST_TOP1).note()).isEqualTo("1 of 2 seeds");
    assertThat(CompareText.difference(cell, Metric.TEST_TOP1).note()).isEqualTo("1 pair: no test");
  }

  @Test
  void pageAndFileSayTheSame() {
    SweepComparison comparison =
        compare(run("relu", Map.of(), 0.70, 0.72, 0.77), run("relu", Map.of(), 0.73, 0.74, 0.81));

    String page = new ComparePage(comparison).render();

    assertThat(page)
        .contains("▲ +3.00 ± 2.48", "3 pairs, p 0.035", "code not recorded")
        .doesNotContain("<script");
    assertThat(CompareCsv.write(comparison).lines().skip(1))
        .singleElement()
        .asString()
        .startsWith("cifar10,false,densenet-40,ReLU,test-top1,3,3,0.730000,")
        .contains(",0.030000,");
  }

  private static SweepComparison compare(List<TrialResult> a, List<TrialResult> b) {
    return SweepComparison.of(new Side("runs/a", a), new Side("runs/b", b), Metric.TEST_TOP1);
  }

  private static List<TrialResult> run(
      String activation, Map<String, String> settings, double... top1) {
    List<TrialResult> trials = new ArrayList<>();
    for (int i = 0; i < top1.length; i++) {
      trials.add(
          Trials.trial()
              .choice(activation, "first", "")
              .settings(settings)
              .seed(i + 1L)
              .top1(top1[i])
              .build());
    }
    return trials;
  }
}
