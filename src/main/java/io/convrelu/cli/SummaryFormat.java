package io.convrelu.cli;

import io.convrelu.zoo.LayerSummary;
import io.convrelu.zoo.NetworkSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a network's layer table is printed. */
enum SummaryFormat {
  /** Aligned columns and a line of totals each. */
  TEXT {
    @Override
    List<String> lines(NetworkSummary summary) {
      List<List<String>> table = new ArrayList<>();
      table.add(HEADER);
      summary.layers().forEach(layer -> table.add(cells(layer, "%,d")));
      List<String> lines = new ArrayList<>();
      for (List<String> row : table) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
          int width = widest(table, column);
          String format = column < NUMBERS_FROM ? "%-" + width + "s" : "%" + width + "s";
          line.append(column == 0 ? "" : "  ");
          line.append(String.format(Locale.ROOT, format, row.get(column)));
        }
        lines.add(line.toString().stripTrailing());
      }
      lines.add("");
      lines.add(total("trainable parameters", summary.parameters()));
      lines.add(total("thresholds among them", summary.thresholds()));
      lines.add(total("slopes among them", summary.slopes()));
      lines.add(total("forward FLOP an example", summary.flops()));
      return lines;
    }
  },
  /** A header, a row a layer, and a last row {@code total}; RFC 4180. */
  CSV {
    @Override
    List<String> lines(NetworkSummary summary) {
      List<String> lines = new ArrayList<>();
      lines.add(String.join(",", HEADER));
      summary.layers().forEach(layer -> lines.add(String.join(",", cells(layer, "%d"))));
      lines.add(
          String.format(
              Locale.ROOT,
              "total,,,,%d,%d,%d,%d",
              summary.parameters(),
              summary.thresholds(),
              summary.slopes(),
              summary.flops()));
      return lines;
    }
  };

  private static final List<String> HEADER =
      List.of("name", "kind", "activation", "output", "parameters", "thresholds", "slopes", "flop");
  private static final int NUMBERS_FROM = 4;

  /** The table, line by line. */
  abstract List<String> lines(NetworkSummary summary);

  private static List<String> cells(LayerSummary layer, String number) {
    String output = layer.output().stream().map(String::valueOf).collect(Collectors.joining("x"));
    return List.of(
        layer.name(),
        layer.kind(),
        layer.activation(),
        output,
        String.format(Locale.ROOT, number, layer.parameters()),
        String.format(Locale.ROOT, number, layer.thresholds()),
        String.format(Locale.ROOT, number, layer.slopes()),
        String.format(Locale.ROOT, number, layer.flops()));
  }

  private static int widest(List<List<String>> table, int column) {
    return table.stream().mapToInt(row -> row.get(column).length()).max().orElse(1);
  }

  private static String total(String what, long value) {
    return String.format(Locale.ROOT, "%-24s %,15d", what, value);
  }
}
