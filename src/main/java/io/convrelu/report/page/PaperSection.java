package io.convrelu.report.page;

import io.convrelu.report.Comparison;
import io.convrelu.report.Numbers;
import io.convrelu.report.Report;
import io.convrelu.report.RowText;
import io.convrelu.report.markup.Markup;
import io.convrelu.report.paper.Departures;
import io.convrelu.report.paper.Layout;
import io.convrelu.report.paper.Layout.Axis;
import io.convrelu.report.paper.Layout.Item;
import io.convrelu.report.paper.PaperTable;
import io.convrelu.report.paper.PaperTable.Entry;
import io.convrelu.report.paper.PaperTable.Group;
import io.convrelu.report.paper.PaperTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The paper's tables 1 to 6 and figures 5 and 6, by name, each where something that fits was run.
 */
final class PaperSection {

  /** More ways to run one data set than this are not shown; the files have all. */
  private static final int MOST_GROUPS = 4;

  private final Report report;

  PaperSection(Report report) {
    this.report = report;
  }

  void render(Markup out) {
    out.open("section", "id", "paper", "aria-labelledby", "paper-title").line();
    out.element("h2", "The paper's tables", "id", "paper-title");
    List<String> missing = new ArrayList<>();
    for (PaperTable table : PaperTables.of(report)) {
      if (table.isFilled()) {
        table(out, table);
      } else {
        missing.add("Table " + table.layout().number() + " (" + table.layout().title() + ")");
      }
    }
    ParameterSection parameters = new ParameterSection(report);
    if (!parameters.render(out)) {
      missing.add("Table 6 (numbers of parameters)");
    }
    missing.addAll(new PaperPictureSection(report).render(out));
    if (!missing.isEmpty()) {
      out.element(
          "p",
          "Nothing that fits was run for: " + String.join("; ", missing) + ".",
          "class",
          "soft");
    }
    out.close("section").line();
  }

  private void table(Markup out, PaperTable table) {
    Layout layout = table.layout();
    String id = "paper-" + layout.number();
    String title = "Table " + layout.number() + ". " + layout.title();
    out.element("h3", title, "id", id);
    out.element("p", explanation(table), "class", "soft");
    out.open("div", "class", "scroll", "tabindex", "0", "role", "group", "aria-labelledby", id)
        .open("table", "class", "paper");
    out.element("caption", title, "class", "sr");
    if (layout.axis() == Axis.COLUMNS) {
      datasetsAcross(out, table);
    } else {
      datasetsDown(out, table);
    }
    out.close("table").close("div").line();
  }

  private static String explanation(PaperTable table) {
    int m = table.comparisons();
    String tests =
        m == 0
            ? " No difference could be tested: that takes two seeds that both configurations"
                + " completed."
            : " ▲ above, ▼ below at 5%: paired t-test over seeds, p corrected for m = "
                + m
                + (m == 1 ? " comparison" : " comparisons")
                + " (Holm).";
    String paper =
        table.groups().stream()
                .flatMap(group -> group.entries().stream())
                .anyMatch(entry -> entry.row().paper().isPresent())
            ? " \"Paper\": its single run on full data."
            : "";
    int left = table.groups().size() - shown(table).size();
    String more =
        left == 0
            ? ""
            : " "
                + left
                + " more ways to run these data sets are in paper-tables.csv; shown are those with"
                + " the most examples trained on.";
    return "Mean of "
        + table.metric().title()
        + " over seeds ± half of the 95% interval."
        + tests
        + paper
        + more;
  }

  private static List<Group> shown(PaperTable table) {
    return table.layout().datasets().stream()
        .flatMap(dataset -> table.of(dataset).stream().limit(MOST_GROUPS))
        .toList();
  }

  private void datasetsAcross(Markup out, PaperTable table) {
    Layout layout = table.layout();
    List<String> inner = layout.itemColumns();
    boolean two = inner.size() > 1;
    out.open("thead").open("tr");
    String rows = two ? "2" : "1";
    out.element("th", two ? "Network" : "Activation", "scope", "col", "rowspan", rows);
    for (String dataset : layout.datasets()) {
      List<Group> groups = shownOf(table, dataset);
      if (groups.isEmpty()) {
        head(out, dataset, "not run", inner.size());
      }
      groups.forEach(group -> head(out, dataset, group.settings(), inner.size()));
    }
    out.close("tr");
    if (two) {
      out.open("tr");
      for (String dataset : layout.datasets()) {
        for (int i = 0; i < Math.max(1, shownOf(table, dataset).size()); i++) {
          inner.forEach(name -> out.element("th", name, "scope", "col"));
        }
      }
      out.close("tr");
    }
    out.close("thead").open("tbody").line();
    for (String row : layout.itemRows()) {
      out.open("tr").element("th", row, "scope", "row");
      for (String dataset : layout.datasets()) {
        List<Group> groups = shownOf(table, dataset);
        for (int i = 0; i < Math.max(1, groups.size()); i++) {
          Optional<Group> group = groups.isEmpty() ? Optional.empty() : Optional.of(groups.get(i));
          layout.items().stream()
              .filter(item -> item.row().equals(row))
              .forEach(item -> cell(out, table, group, item));
        }
      }
      out.close("tr").line();
    }
    out.close("tbody");
  }

  private static void head(Markup out, String dataset, String settings, int columns) {
    out.open("th", "scope", "col", "colspan", Integer.toString(columns));
    out.text(Layout.datasetName(dataset));
    if (!settings.isEmpty()) {
      out.element("small", settings);
    }
    out.close("th");
  }

  private void datasetsDown(Markup out, PaperTable table) {
    Layout layout = table.layout();
    out.open("thead").open("tr").element("th", "Data set", "scope", "col");
    layout.items().forEach(item -> out.element("th", item.column(), "scope", "col"));
    out.close("tr").close("thead").open("tbody").line();
    for (String dataset : layout.datasets()) {
      List<Group> groups = shownOf(table, dataset);
      if (groups.isEmpty()) {
        row(out, table, dataset, Optional.empty());
      }
      groups.forEach(group -> row(out, table, dataset, Optional.of(group)));
    }
    out.close("tbody");
  }

  private void row(Markup out, PaperTable table, String dataset, Optional<Group> group) {
    out.open("tr").open("th", "scope", "row").text(Layout.datasetName(dataset));
    String settings = group.map(Group::settings).orElse("not run");
    if (!settings.isEmpty()) {
      out.element("small", settings);
    }
    out.close("th");
    table.layout().items().forEach(item -> cell(out, table, group, item));
    out.close("tr").line();
  }

  private static List<Group> shownOf(PaperTable table, String dataset) {
    return table.of(dataset).stream().limit(MOST_GROUPS).toList();
  }

  private void cell(Markup out, PaperTable table, Optional<Group> group, Item item) {
    List<Entry> entries = group.map(its -> its.at(item)).orElse(List.of());
    if (entries.isEmpty()) {
      out.element("td", Numbers.NONE, "class", "none");
      return;
    }
    String verdict =
        entries.size() == 1
            ? entries
                .get(0)
                .leading()
                .map(comparison -> VerdictStyle.of(table.metric(), comparison))
                .orElse("")
            : "";
    out.open("td", "class", ("cell " + verdict).strip());
    for (Entry entry : entries) {
      out.open("div", "class", "entry");
      entry(out, table, entry);
      out.close("div");
    }
    out.close("td");
  }

  private static void entry(Markup out, PaperTable table, Entry entry) {
    if (!entry.variant().isEmpty()) {
      out.element("small", entry.variant(), "class", "variant");
    }
    out.open("span", "class", "score");
    entry.leading().ifPresent(comparison -> VerdictStyle.mark(out, comparison));
    out.text(RowText.score(entry.row()).main()).close("span");
    for (int i = 0; i < entry.comparisons().size(); i++) {
      String to = table.layout().referenceName(i);
      entry.comparisons().get(i).ifPresent(comparison -> difference(out, entry, comparison, to));
    }
    entry
        .row()
        .paper()
        .ifPresent(
            figure ->
                out.element("small", "paper " + Numbers.percent(figure.top1()), "class", "paper"));
    String seeds = RowText.seeds(entry.row()).toString();
    List<String> facts = new ArrayList<>();
    facts.add(seeds + (seeds.equals("1") ? " seed" : " seeds"));
    facts.addAll(Departures.of(entry.table(), entry.row()));
    out.element("small", facts.stream().collect(Collectors.joining(", ")));
  }

  private static void difference(Markup out, Entry entry, Comparison comparison, String to) {
    RowText text =
        RowText.difference(entry.row().metric(), comparison, entry.row().score().count());
    out.element(
        "small",
        text.main() + " to " + to + (text.note().isEmpty() ? "" : ", " + text.note()),
        "class",
        "difference",
        "title",
        VerdictStyle.test(comparison));
  }
}
