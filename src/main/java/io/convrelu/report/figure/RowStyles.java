package io.convrelu.report.figure;

import io.convrelu.kernel.Activation;
import io.convrelu.report.ComparisonRow;
import io.convrelu.report.chart.SeriesStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives every row of a table its look: colour by activation, dashes by row of the activation. */
public final class RowStyles {

  private final Map<ComparisonRow, SeriesStyle> styles = new HashMap<>();

  public RowStyles(List<ComparisonRow> rows) {
    Map<String, Integer> used = new HashMap<>();
    for (ComparisonRow row : rows) {
      String colour = colour(row.choice().activation());
      int dash = used.merge(colour, 1, Integer::sum) - 1;
      styles.put(row, new SeriesStyle(colour, dash));
    }
  }

  /** The colour of an activation, as the style sheet names it. */
  public static String colour(String activation) {
    return Activation.of(activation).map(Activation::key).orElse("other");
  }

  /** The look of a row. */
  public SeriesStyle of(ComparisonRow row) {
    return styles.get(row);
  }
}
