package io.convrelu.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.convrelu.data.BadInputException;
import io.convrelu.sweep.result.MeanInterval;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

public class ReportTest {

  private static final List<String> INPUTS = List.of("runs/a");

  /** Means, intervals and the paired difference were computed by hand with t(2) = 4.30265273. */
  @Test
  void meansIntervalsAndPairedDifferencesAreThoseComputedByHand() {
    List<ComparisonRow> rows = onlyTable(reluAndConvRelu()).rows();

    MeanInterval relu = rows.get(0).score();
    assertThat(relu.mean()).isCloseTo(0.73, within(1e-12));
    assertThat(relu.low()).isCloseTo(0.640433, within(1e-6));
    assertThat(relu.high()).isCloseTo(0.819567, within(1e-6));
    MeanInterval difference = rows.get(1).difference().orElseThrow().difference();
    assertThat(difference.count()).isEqualTo(3);
    assertThat(difference.mean()).isCloseTo(0.03, within(1e-12));
    // Far narrower than either row's own interval: what the seeds do to both cancels.
    assertThat(difference.halfWidth()).isCloseTo(0.0248414, within(1e-6));
    assertThat(rows.get(0).difference()).isEmpty();
    assertThat(rows.get(0).paper()).contains(new PaperFigure(0.9429, List.of(1, 3)));
  }

  @Test
  void aDifferenceIsOnlyOverSeedsThatCompletedInBoth() {
    List<TrialResult> trials = new ArrayList<>(reluAndConvRelu());
    trials.remove(trials.size() - 1);
    trials.add(convRelu(3).ended(TrialState.DIVERGED, "loss is NaN").build());
    trials.add(convRelu(9).top1(0.99).build());

    ComparisonRow row = onlyTable(trials).rows().get(1);

    assertThat(row.seeds()).isEqualTo(4);
    assertThat(row.score().count()).isEqualTo(3);
    assertThat(row.difference().orElseThrow().difference().count()).isEqualTo(2);
    assertThat(row.difference().orElseThrow().difference().mean()).isCloseTo(0.025, within(1e-12));
    assertThat(RowText.seeds(row)).hasToString("3 of 4 (1 diverged)");
    assertThat(RowText.difference(row).note()).startsWith("over 2 seeds, p ");
  }

  @Test
  void rowsAreComparedWithTheReluOfTheSameSettingsAndNoOther() {
    List<TrialResult> trials =
        List.of(
            relu(1).top1(0.5).settings(Map.of("train.lr", "0.1")).build(),
            relu(1).top1(0.6).settings(Map.of("train.lr", "0.01")).build(),
            convRelu(1).top1(0.7).settings(Map.of("train.lr", "0.01")).build(),
            convRelu(1).top1(0.4).settings(Map.of("train.lr", "1")).build());

    List<ComparisonRow> rows = onlyTable(trials).rows();

    assertThat(rows)
        .extracting(ComparisonRow::label)
        .containsExactly(
            "ReLU [train.lr=0.01]",
            "ReLU [train.lr=0.1]",
            "ConvReLU [train.lr=0.01]",
            "ConvReLU [train.lr=1]");
    assertThat(rows.get(2).difference().orElseThrow().difference().mean())
        .isCloseTo(0.1, within(1e-12));
    assertThat(rows.get(3).difference()).isEmpty();
  }

  @Test
  void reluUnderSeveralStrategiesIsOneRowInWhichASeedCountsOnce() {
    List<TrialResult> trials = new ArrayList<>();
    for (String strategy : List.of("first", "last", "all")) {
      for (long seed = 1; seed <= 2; seed++) {
        trials.add(
            relu(seed)
                .top1(0.5 + seed / 10.0)
                .settings(Map.of("activation.strategy", strategy, "activation.slope", "0.3"))
                .build());
      }
    }

    Report report = Report.of(INPUTS, trials);

    assertThat(report.trials()).hasSize(6);
    assertThat(report.tables().get(0).rows())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.label()).isEqualTo("ReLU");
              assertThat(row.seeds()).isEqualTo(2);
              assertThat(row.score().mean()).isCloseTo(0.65, within(1e-12));
            });
  }

  @Test
  void slopesOfALeakyReluAreRowsOfTheirOwn() {
    List<TrialResult> trials =
        List.of(
            Trials.trial()
                .choice("leaky-relu", "first", "")
                .settings(Map.of("activation.slope", "0.3"))
                .build(),
            Trials.trial().choice("leaky-relu", "first", "").build());

    assertThat(onlyTable(trials).rows())
        .extracting(ComparisonRow::label)
        .containsExactly(
            "LeakyReLU [activation.slope=0.3]", "LeakyReLU [activation.slope=default]");
  }

  @Test
  void aTrialThatTwoInputsHoldCountsOnceAndCompletedBeatsFailed() {
    TrialResult completed = relu(1).id("abc").top1(0.8).build();
    TrialResult failed = relu(1).id("abc").ended(TrialState.FAILED, "disk full").build();

    Report report = Report.of(List.of("a", "b"), List.of(failed, completed, completed));

    assertThat(report.trials()).containsExactly(completed);
  }

  @Test
  void anotherDataSetNetworkOrPreparationIsAnotherTable() {
    List<TrialResult> trials =
        List.of(
            relu(1).data("synthetic", true).build(),
            relu(1).data("mr", false).network("char-cnn-small").build(),
            relu(1).network("vgg-16").build(),
            relu(1).build(),
            relu(1).fingerprint("0000").trainExamples(50_000).build());

    assertThat(Report.of(INPUTS, trials).tables())
        .extracting(t -> t.subject().dataset() + " " + t.subject().network())
        .containsExactly(
            "cifar10 densenet-40",
            "cifar10 densenet-40",
            "cifar10 vgg-16",
            "mr char-cnn-small",
            "synthetic densenet-40");
  }

  @Test
  void syntheticDataHaveNoFigureOfThePaperEvenUnderItsName() {
    ComparisonTable table = onlyTable(List.of(relu(1).data("cifar10", true).build()));

    assertThat(table.rows().get(0).paper()).isEmpty();
    assertThat(table.fullSize()).isEmpty();
  }

  @Test
  void theExtentNamesWhatIsMissingFromTheFullDataSet() {
    assertThat(Extent.of(onlyTable(List.of(relu(1).build()))))
        .isEqualTo(
            "Trained on 10,000 of 50,000 training examples for 10 epochs, tested on 2,000 of 10,000"
                + " test examples.");
    assertThat(
            Extent.of(onlyTable(List.of(relu(1).data("mr", false).trainExamples(9_596).build()))))
        .isEqualTo(
            "Trained on 9,596 and tested on 2,000 of the data set's 10,662 examples (it has no"
                + " official test split) for 10 epochs.");
    assertThat(Extent.of(onlyTable(List.of(relu(1).data("own", false).build()))))
        .startsWith("Trained on 10,000 training examples");
    assertThat(Extent.of(onlyTable(List.of(relu(1).ended(TrialState.FAILED, "x").build()))))
        .isEqualTo("No trial was trained to the end.");
  }

  @Test
  void noTrialIsAClearError() {
    assertThatThrownBy(() -> Report.of(List.of("runs/a", "runs/b"), List.of()))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("runs/a, runs/b")
        .hasMessageContaining("nothing to report")
        .hasMessageContaining("jobs/sweep.sh");
  }

  public static List<TrialResult> reluAndConvRelu() {
    return List.of(
        relu(1).top1(0.70).build(),
        relu(2).top1(0.72).build(),
        relu(3).top1(0.77).build(),
        convRelu(1).top1(0.73).build(),
        convRelu(2).top1(0.74).build(),
        convRelu(3).top1(0.81).build());
  }

  private static Trials relu(long seed) {
    return Trials.trial().seed(seed);
  }

  private static Trials convRelu(long seed) {
    return Trials.trial().choice("conv-relu", "first", "zero").seed(seed);
  }

  private static ComparisonTable onlyTable(List<TrialResult> trials) {
    List<ComparisonTable> tables = Report.of(INPUTS, trials).tables();
    assertThat(tables).hasSize(1);
    return tables.get(0);
  }
}
