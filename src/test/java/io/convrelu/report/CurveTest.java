package io.convrelu.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.convrelu.report.chart.Series.Point;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialResult.EpochPoint;
import io.convrelu.sweep.result.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTest {

  @Test
  void isMeanAndRangeOverTheSeeds() {
    Curve curve = Curve.of(row(with(1, 0.2, 0.5), with(2, 0.4, 0.8)), EpochPoint::testTop1);

    assertThat(curve.seeds()).isEqualTo(2);
    assertThat(curve.points()).hasSize(2);
    Point last = curve.points().get(1);
    assertThat(last.x()).isEqualTo(2);
    assertThat(last.mean()).isCloseTo(0.65, within(1e-12));
    assertThat(last.low()).isEqualTo(0.5);
    assertThat(last.high()).isEqualTo(0.8);
  }

  @Test
  void anEpochThatASeedLacksIsLeftOutSoThatTheMeanIsNeverOverOtherSeeds() {
    Curve curve =
        Curve.of(row(with(1, 0.2, Double.NaN, 0.6), with(2, 0.4, 0.8)), EpochPoint::testTop1);

    assertThat(curve.points()).extracting(Point::x).containsExactly(1);
  }

  @Test
  void aSeedWithoutACurveIsNotCountedAndADivergedOneHasNoPart() {
    TrialResult diverged =
        Trials.trial().seed(3).ended(TrialState.DIVERGED, "NaN").curve(points(0.1, 0.1)).build();

    Curve curve = Curve.of(row(with(1, 0.2, 0.5), with(2), diverged), EpochPoint::testTop1);

    assertThat(curve.seeds()).isEqualTo(1);
    assertThat(curve.points()).extracting(Point::mean).containsExactly(0.2, 0.5);
  }

  @Test
  void withoutAnyCurveThereIsNoPoint() {
    assertThat(Curve.of(row(with(1)), EpochPoint::testTop1).points()).isEmpty();
  }

  private static ComparisonRow row(TrialResult... trials) {
    return Report.of(List.of("runs"), List.of(trials)).tables().get(0).rows().get(0);
  }

  private static TrialResult with(long seed, double... top1) {
    return Trials.trial().seed(seed).curve(points(top1)).build();
  }

  private static List<EpochPoint> points(double... top1) {
    List<EpochPoint> points = new ArrayList<>();
    Arrays.stream(top1)
        .forEach(
            value ->
                points.add(
                    new EpochPoint(
                        points.size() + 1,
                        0.1,
                        1,
                        1,
                        value,
                        Double.NaN,
                        100,
                        Double.NaN,
                        0.1,
                        0.5)));
    return points;
  }
}
