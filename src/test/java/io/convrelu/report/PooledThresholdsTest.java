package io.convrelu.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.convrelu.report.chart.HistogramChart.Bar;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialResult.HistogramBin;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PooledThresholdsTest {

  @Test
  void histogramsOverDifferentRangesKeepCountAndMean() {
    PooledThresholds pooled =
        pool(
            List.of(new HistogramBin(-1, 0, 30), new HistogramBin(0, 1, 10)),
            List.of(new HistogramBin(0, 0.5, 60)));

    assertThat(pooled.count()).isEqualTo(100);
    assertThat(pooled.bars().stream().mapToDouble(Bar::share).sum()).isCloseTo(1, within(1e-12));
    // (30 · −0.5 + 10 · 0.5 + 60 · 0.25) / 100, up to what a bin that lies across an edge shifts
    double mean =
        pooled.bars().stream().mapToDouble(b -> b.share() * (b.low() + b.high()) / 2).sum();
    assertThat(mean).isCloseTo(0.05, within(1e-3));
    assertThat(pooled.bars().get(0).low()).isEqualTo(-1);
  }

  @Test
  void thresholdsThatNeverMovedAreOneBarAroundTheirValue() {
    PooledThresholds pooled = pool(List.of(new HistogramBin(0, 0, 2_916)));

    assertThat(pooled.bars())
        .filteredOn(bar -> bar.share() > 0)
        .singleElement()
        .satisfies(
            bar -> {
              assertThat(bar.share()).isEqualTo(1);
              assertThat(bar.low()).isLessThanOrEqualTo(0);
              assertThat(bar.high()).isGreaterThan(0);
            });
  }

  @Test
  void withoutThresholdsThereIsNoBar() {
    assertThat(pool(List.of()).bars()).isEmpty();
    assertThat(pool(List.of(new HistogramBin(0, 1, 0))).bars()).isEmpty();
  }

  @SafeVarargs
  private static PooledThresholds pool(List<HistogramBin>... histograms) {
    List<TrialResult> trials = new ArrayList<>();
    for (List<HistogramBin> histogram : histograms) {
      trials.add(Trials.trial().seed(trials.size() + 1).histogram(histogram).build());
    }
    return PooledThresholds.of(Report.of(List.of("runs"), trials).tables().get(0).rows().get(0));
  }
}
