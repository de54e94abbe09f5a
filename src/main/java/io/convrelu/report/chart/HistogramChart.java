package io.convrelu.report.chart;

import io.convrelu.report.markup.Markup;
import java.util.List;
import java.util.Locale;

/**
 * A histogram: how large a share of all values lies in each bin.
 *
 * @param id unique on the page
 * @param title for those who cannot see the picture
 * @param bins at least one, ascending, finite and of positive width; shares from 0 to 1
 */
public record HistogramChart(
    String id, String title, String valueLabel, SeriesStyle style, List<Bar> bins)
    implements Chart {

  private static final Frame FRAME = new Frame(330, 215);

  public HistogramChart {
    bins = List.copyOf(bins);
    if (bins.isEmpty()) {
      throw new IllegalArgumentException("a histogram without bins: " + title);
    }
  }

  /** Values in [low, high). */
  public record Bar(double low, double high, double share) {

    public Bar {
      if (!(high > low) || !Double.isFinite(high - low) || !(share >= 0 && share <= 1 + 1e-9)) {
        throw new IllegalArgumentException("bin [" + low + ", " + high + ") with " + share);
      }
    }
  }

  @Override
  public double width() {
    return FRAME.width();
  }

  @Override
  public double height() {
    return FRAME.height();
  }

  @Override
  public void render(Markup out) {
    double low = bins.get(0).low();
    double high = bins.get(bins.size() - 1).high();
    double tallest = bins.stream().mapToDouble(Bar::share).max().orElseThrow();
    Ticks shares = Ticks.enclosing(0, 100 * Math.max(tallest, 0.001), 4);
    Ticks values = inside(Ticks.enclosing(low, high, 5), low, high);
    LinearScale x = FRAME.horizontal(low, high);
    LinearScale y = FRAME.vertical(0, shares.last());
    out.open(
        "svg",
        "class",
        "chart histogram",
        "viewBox",
        String.format(Locale.ROOT, "0 0 %.0f %.0f", FRAME.width(), FRAME.height()),
        "role",
        "img",
        "aria-labelledby",
        id + "-title");
    out.element("title", title, "id", id + "-title");
    FRAME.verticalAxis(out, y, shares, ValueFormat.PERCENT, "share");
    for (Bar bar : bins) {
      bar(out, bar, x, y);
    }
    FRAME.horizontalAxis(out, x, values, ValueFormat.PLAIN, valueLabel);
    out.close("svg").line();
  }

  private void bar(Markup out, Bar bar, LinearScale x, LinearScale y) {
    double top = y.at(100 * bar.share());
    out.open(
        "rect",
        "class",
        "bar ink-" + style.colour(),
        "x",
        Pixels.of(x.at(bar.low())),
        "y",
        Pixels.of(top),
        "width",
        Pixels.of(x.at(bar.high()) - x.at(bar.low())),
        "height",
        Pixels.of(FRAME.bottom() - top));
    out.element(
        "title",
        String.format(
            Locale.ROOT, "%.4g to %.4g: %.2f%%", bar.low(), bar.high(), 100 * bar.share()));
    out.close("rect");
  }

  private static Ticks inside(Ticks ticks, double low, double high) {
    double slack = 1e-9 * (high - low);
    return new Ticks(
        ticks.values().stream().filter(v -> v >= low - slack && v <= high + slack).toList(),
        ticks.decimals());
  }
}
