package io.convrelu.report.page;

import io.convrelu.report.Comparison;
import io.convrelu.report.Metric;
import io.convrelu.report.Numbers;
import io.convrelu.report.RowText;
import io.convrelu.report.markup.Markup;

/** How the page shows what may be said of a difference: a colour, and a mark that says the same. */
final class VerdictStyle {

  private VerdictStyle() {}

  /** The class of the style sheet: {@code above} is an improvement, {@code below} is none. */
  static String of(Metric metric, Comparison comparison) {
    return switch (comparison.verdict()) {
      case ABOVE -> metric.higherIsBetter() ? "above" : "below";
      case BELOW -> metric.higherIsBetter() ? "below" : "above";
      case OPEN, UNTESTED -> "";
    };
  }

  /** The mark with its test as a tooltip; nothing where the difference is not significant. */
  static void mark(Markup out, Comparison comparison) {
    String mark = RowText.mark(comparison);
    if (!mark.isEmpty()) {
      out.element("span", mark + " ", "title", test(comparison));
    }
  }

  /** The whole test in words. */
  static String test(Comparison comparison) {
    return "paired t-test p "
        + Numbers.probability(comparison.test().p())
        + ", corrected for "
        + comparison.comparisons()
        + " comparisons "
        + Numbers.probability(comparison.adjustedP())
        + "; exact sign-flip p "
        + Numbers.probability(comparison.test().exactP());
  }
}
