package io.convrelu.report.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.convrelu.report.Report;
import io.convrelu.report.Trials;
import io.convrelu.report.paper.ParameterTable.Column;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParameterTableTest {

  /** The paper's Table 6, read off by hand; its ratios are printed there with two decimals. */
  @Test
  void holdsThePapersCountsAndRatios() {
    ParameterTable table = of(Trials.trial().build());

    assertThat(table.rows())
        .extracting(row -> row.choice().name() + " " + row.parameters())
        .containsExactly(
            "ReLU 1035268",
            "LeakyReLU 1035268",
            "LeakyReLU (A) 1035268",
            "PReLU 1035280",
            "PReLU (A) 1035387",
            "ConvReLU 1038184");
    assertThat(table.paperRatio(table.rows().get(4))).isCloseTo(0.0001, within(0.00005));
    assertThat(table.paperRatio(table.rows().get(5))).isCloseTo(0.0028, within(0.00005));
  }

  @Test
  void countsOurNetworksByClassesAndSettings() {
    TrialResult relu = trial("relu", "", 1_000).build();
    TrialResult convRelu = trial("conv-relu", "zero", 1_100).build();
    TrialResult deeper =
        trial("relu", "", 2_000).settings(Map.of("network.depth", "8", "train.lr", "1")).build();

    List<Column> columns = of(relu, convRelu, deeper).columns();

    assertThat(columns).hasSize(2);
    assertThat(columns.get(0).settings()).isEmpty();
    assertThat(columns.get(0).ratio(of(relu).rows().get(5).choice())).isCloseTo(0.1, within(1e-12));
    assertThat(columns.get(1).settings()).isEqualTo("network.depth=8");
    assertThat(columns.get(1).counts()).hasSize(1);
  }

  @Test
  void aFailedTrialHasNoCountAndOtherNetworksHaveNoPlace() {
    assertThat(
            of(
                    Trials.trial().ended(TrialState.FAILED, "x").build(),
                    Trials.trial().network("vgg-16").build())
                .columns())
        .isEmpty();
  }

  private static Trials trial(String activation, String init, long parameters) {
    return Trials.trial().choice(activation, "first", init).parameters(parameters);
  }

  private static ParameterTable of(TrialResult... trials) {
    return ParameterTable.of(Report.of(List.of("runs"), List.of(trials)));
  }
}
