package io.convrelu.report.paper;

import io.convrelu.report.Choice;
import io.convrelu.report.Report;
import io.convrelu.report.Resources;
import io.convrelu.sweep.result.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The paper's Table 6: numbers of trainable parameters. Counts need no trained network: trials that
 * diverged or were pruned have one too.
 *
 * @param rows the paper's activations and counts, in its order
 * @param columns networks that were run; empty when none fits
 */
public record ParameterTable(List<Row> rows, List<Column> columns) {

  private static final List<String> NETWORKS = List.of("densenet-cifar", "densenet-40");

  public ParameterTable {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
  }

  /**
   * What the paper says of one activation.
   *
   * @param parameters as printed there
   */
  public record Row(Choice choice, long parameters) {}

  /**
   * What was counted in one network.
   *
   * @param network its name, for example {@code densenet-cifar}
   * @param classes that it tells apart, which its last layer depends on
   * @param settings of the network that were given; may be empty
   * @param counts by activation choice; several should the data sets' shapes make a difference
   */
  public record Column(
      String network, int classes, String settings, Map<Choice, SortedSet<Long>> counts) {

    /** How many more parameters than ReLU, as a share; NaN where either was not counted. */
    public double ratio(Choice choice) {
      SortedSet<Long> own = counts.getOrDefault(choice, new TreeSet<>());
      SortedSet<Long> relu = counts.getOrDefault(new Choice(Choice.RELU, "", ""), new TreeSet<>());
      return own.size() == 1 && relu.size() == 1
          ? (double) own.first() / relu.first() - 1
          : Double.NaN;
    }
  }

  /** The table from all trials that know their number of parameters. */
  public static ParameterTable of(Report report) {
    List<Row> rows =
        Resources.rows("paper-parameters.csv").stream()
            .map(
                row ->
                    new Row(
                        new Choice(row.get(0), row.get(1), row.get(2)), Long.parseLong(row.get(3))))
            .toList();
    List<Choice> choices = rows.stream().map(Row::choice).toList();
    Map<String, List<TrialResult>> networks =
        report.trials().stream()
            .filter(trial -> NETWORKS.contains(trial.network()) && trial.parameters() > 0)
            .filter(trial -> choices.contains(Choice.of(trial)))
            .collect(Collectors.groupingBy(ParameterTable::key, TreeMap::new, Collectors.toList()));
    List<Column> columns = new ArrayList<>();
    networks.values().forEach(trials -> columns.add(column(trials)));
    columns.sort((a, b) -> NETWORKS.indexOf(a.network()) - NETWORKS.indexOf(b.network()));
    return new ParameterTable(rows, columns);
  }

  /** How many more parameters than ReLU the paper has, as a share. */
  public double paperRatio(Row row) {
    return (double) row.parameters() / rows.get(0).parameters() - 1;
  }

  private static String key(TrialResult trial) {
    return trial.network() + " " + trial.classes() + " " + settings(trial);
  }

  private static String settings(TrialResult trial) {
    return new TreeMap<>(trial.settings())
        .entrySet().stream()
            .filter(setting -> setting.getKey().startsWith("network."))
            .filter(setting -> !setting.getKey().equals("network.name"))
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining(", "));
  }

  private static Column column(List<TrialResult> trials) {
    Map<Choice, SortedSet<Long>> counts = new TreeMap<>();
    for (TrialResult trial : trials) {
      counts.computeIfAbsent(Choice.of(trial), c -> new TreeSet<>()).add(trial.parameters());
    }
    TrialResult first = trials.get(0);
    return new Column(first.network(), first.classes(), settings(first), counts);
  }
}
