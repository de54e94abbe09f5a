package io.convrelu.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.report.chart.Series.Point;
import io.convrelu.report.markup.Markup;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineChartTest {

  private static final SeriesStyle STYLE = new SeriesStyle("conv-relu", 1);

  @Test
  void drawsEachLineOnceAtTheScaleThatItTellsTheScript() {
    String svg =
        svg(new Series("0", "A", STYLE, List.of(point(1, 0.2, 0.1, 0.3), point(3, 0.6, 0.5, 0.7))));

    // The vertical axis is from 0 to 80% over 284 pixels: 20% lies a quarter up, 60% three.
    assertThat(svg)
        .contains("data-x=\"1.0 3.0 66.0 546.0\"")
        .contains("data-y=\"0.0 80.0 296.0 12.0\"")
        .contains("d=\"M66.0 225.0L546.0 83.0\"")
        .contains("data-values=\"1,20.000,10.000,30.000 3,60.000,50.000,70.000\"")
        .containsOnlyOnce("class=\"band ")
        .contains("Values at the last epoch: A 60.00%");
  }

  @Test
  void aLineWithoutSpreadHasNoBandAndOnePointIsADot() {
    assertThat(
            svg(
                new Series(
                    "0", "A", STYLE, List.of(point(1, 0.2, 0.2, 0.2), point(2, 0.3, 0.3, 0.3)))))
        .doesNotContain("class=\"band");
    assertThat(svg(new Series("0", "A", STYLE, List.of(point(1, 0.2, 0.1, 0.3)))))
        .contains("<circle class=\"dot\" cx=\"306.0\"")
        .doesNotContain("class=\"line\"");
  }

  @Test
  void whatIsNoNumberCannotBecomeAPoint() {
    assertThatThrownBy(() -> point(1, Double.NaN, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> point(1, 1, 0, Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> svg(new Series("0", "A", STYLE, List.of())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Point point(int x, double mean, double low, double high) {
    return new Point(x, mean, low, high);
  }

  private static String svg(Series series) {
    Markup out = new Markup();
    new LineChart("c", "title", "top-1", ValueFormat.PERCENT, List.of(series)).render(out);
    return out.toString();
  }
}
