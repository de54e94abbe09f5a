package io.convrelu.report.page;

import io.convrelu.report.Choice;
import io.convrelu.report.Numbers;
import io.convrelu.report.markup.Markup;
import io.convrelu.sweep.TrialResult;
import io.convrelu.sweep.TrialState;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Every trial with where it came from; the script of the page sorts and filters it. */
final class TrialSection {

  private static final int SHORT_HASH = 12;

  private record Column(String key, String title, String kind) {}

  private static final List<Column> COLUMNS =
      List.of(
          new Column("trial", "Trial", "text"),
          new Column("state", "State", "text"),
          new Column("dataset", "Data set", "text"),
          new Column("network", "Network", "text"),
          new Column("activation", "Activation", "text"),
          new Column("seed", "Seed", "number"),
          new Column("top1", "Test top-1", "number"),
          new Column("top5", "Test top-5", "number"),
          new Column("validation", "Validation top-1", "number"),
          new Column("loss", "Test loss", "number"),
          new Column("epochs", "Epochs", "number"),
          new Column("speed", "Examples/s", "number"),
          new Column("seconds", "Seconds", "number"),
          new Column("settings", "Settings", "text"),
          new Column("parameters", "Parameters SHA-256", "text"),
          new Column("data", "Data fingerprint", "text"));

  private final List<TrialResult> trials;

  TrialSection(List<TrialResult> trials) {
    this.trials = List.copyOf(trials);
  }

  void render(Markup out) {
    out.open("section", "id", "trials", "aria-labelledby", "trials-title").line();
    out.element("h2", "Trials", "id", "trials-title");
    controls(out);
    out.open(
            "div",
            "class",
            "trials-box",
            "tabindex",
            "0",
            "role",
            "region",
            "aria-label",
            "Table of trials")
        .open("table", "class", "trials", "id", "trial-table");
    out.element("caption", "Every trial that was recorded, with its provenance", "class", "sr");
    out.open("thead").open("tr");
    for (Column column : COLUMNS) {
      out.open("th", "scope", "col", "data-column", column.key(), "data-kind", column.kind());
      out.element("button", column.title(), "type", "button").close("th");
    }
    out.close("tr").close("thead").open("tbody").line();
    trials.forEach(trial -> row(out, trial));
    out.close("tbody").close("table").close("div").close("section").line();
  }

  /** Hidden until the script, without which they would do nothing, shows them. */
  private static void controls(Markup out) {
    out.open("div", "class", "controls", "hidden", "");
    out.open("label").text("Filter (words, all of which must occur)");
    out.open("input", "id", "filter", "type", "search", "autocomplete", "off").close("label");
    out.open("label").text("State").open("select", "id", "state");
    out.element("option", "all", "value", "");
    for (TrialState state : TrialState.values()) {
      out.element("option", name(state), "value", name(state));
    }
    out.close("select").close("label");
    out.element("span", "", "id", "shown", "role", "status").close("div").line();
  }

  private static void row(Markup out, TrialResult trial) {
    String state = name(trial.state());
    out.open("tr", "data-state", state);
    out.element("th", trial.trial(), "scope", "row");
    out.open("td", "class", "state-" + state, "data-value", state).text(state);
    if (!trial.message().isEmpty()) {
      out.element("span", trial.message(), "class", "message");
    }
    out.close("td");
    out.element("td", trial.dataset() + (trial.synthetic() ? " (SYNTHETIC)" : ""));
    out.element("td", trial.network());
    out.element("td", Choice.of(trial).name());
    number(out, trial.seed(), Long.toString(trial.seed()));
    number(out, trial.testTop1(), Numbers.percent(trial.testTop1()));
    number(out, trial.testTop5(), Numbers.percent(trial.testTop5()));
    number(out, trial.validationTop1(), Numbers.percent(trial.validationTop1()));
    number(out, trial.testLoss(), Numbers.decimal(trial.testLoss(), 4));
    number(out, trial.epochs(), Integer.toString(trial.epochs()));
    number(out, trial.imagesPerSecond(), Numbers.decimal(trial.imagesPerSecond(), 1));
    number(out, trial.seconds(), Numbers.decimal(trial.seconds(), 1));
    settings(out, trial.settings());
    hash(out, trial.parametersSha256());
    hash(out, trial.datasetFingerprint());
    out.close("tr").line();
  }

  private static void settings(Markup out, Map<String, String> settings) {
    out.open("td");
    if (settings.isEmpty()) {
      out.text(Numbers.NONE);
    } else {
      out.open("details").element("summary", settings.size() + " settings").open("dl");
      new TreeMap<>(settings).forEach((key, value) -> out.element("dt", key).element("dd", value));
      out.close("dl").close("details");
    }
    out.close("td");
  }

  private static void hash(Markup out, String hash) {
    out.open("td", "class", "hash", "data-value", hash);
    if (hash.length() <= SHORT_HASH) {
      out.element("code", hash.isEmpty() ? Numbers.NONE : hash);
    } else {
      out.open("details").open("summary");
      out.element("code", hash.substring(0, SHORT_HASH) + "…").close("summary");
      out.element("code", hash).close("details");
    }
    out.close("td");
  }

  private static void number(Markup out, double value, String text) {
    String sortable = Double.isFinite(value) ? Double.toString(value) : "";
    out.element("td", text, "class", "number", "data-value", sortable);
  }

  private static void number(Markup out, long value, String text) {
    out.element("td", text, "class", "number", "data-value", Long.toString(value));
  }

  private static String name(TrialState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
