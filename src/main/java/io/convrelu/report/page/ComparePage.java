package io.convrelu.report.page;

import io.convrelu.data.Sha256;
import io.convrelu.report.Resources;
import io.convrelu.report.RowText;
import io.convrelu.report.compare.CompareTable;
import io.convrelu.report.compare.CompareText;
import io.convrelu.report.compare.ComparedCell;
import io.convrelu.report.compare.SweepComparison;
import io.convrelu.report.markup.Markup;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Two sweeps side by side, as one HTML page that needs nothing else and has no script. The same
 * trials give the same bytes.
 */
public final class ComparePage {

  private static final String TITLE = "Two sweeps compared";

  private final SweepComparison comparison;
  private final String css;

  public ComparePage(SweepComparison comparison) {
    this.comparison = comparison;
    this.css = Resources.text("report.css") + Inks.css();
  }

  /** The page as text, to be written as UTF-8. */
  public String render() {
    Markup out = new Markup();
    out.open("html", "lang", "en").line().open("head").line();
    out.open("meta", "charset", "utf-8").line();
    String hash =
        Base64.getEncoder().encodeToString(Sha256.digest(css.getBytes(StandardCharsets.UTF_8)));
    out.open(
            "meta",
            "http-equiv",
            "Content-Security-Policy",
            "content",
            "default-src 'none'; style-src 'sha256-"
                + hash
                + "'; base-uri 'none'; form-action 'none'")
        .line();
    out.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
    out.element("title", TITLE).line().own("style", css).close("head").line();
    out.open("body").line().open("header").element("h1", TITLE).open("ul");
    CompareTable.facts(comparison).forEach(fact -> out.element("li", fact));
    out.close("ul").close("header").line().open("main").line();
    section(out);
    notes(out);
    return out.close("main").close("body").close("html").document();
  }

  private void section(Markup out) {
    out.open("section", "id", "compare", "aria-labelledby", "compare-title").line();
    out.element("h2", "Cell by cell", "id", "compare-title");
    out.open(
            "div",
            "class",
            "scroll",
            "tabindex",
            "0",
            "role",
            "group",
            "aria-labelledby",
            "compare-title")
        .open("table", "class", "comparison");
    out.element(
        "caption",
        "Mean of "
            + comparison.metric().title()
            + " over seeds ± half of the 95% interval. B − A is paired over seeds; ▲ above, ▼ below"
            + " at 5%, p corrected for m = "
            + comparison.comparisons()
            + " (Holm).");
    out.open("thead").open("tr");
    for (String column :
        List.of(
            "Data set",
            "Network",
            "Activation",
            "A",
            "B",
            "B − A; p",
            "Same bits",
            "A, examples/s",
            "B, examples/s",
            "B / A")) {
      boolean words = List.of("Data set", "Network", "Activation").contains(column);
      out.element("th", column, "scope", "col", "class", words ? "" : "number");
    }
    out.close("tr").close("thead").open("tbody").line();
    comparison.cells().forEach(cell -> row(out, cell));
    out.close("tbody").close("table").close("div").close("section").line();
  }

  private void row(Markup out, ComparedCell cell) {
    out.open("tr").element("td", cell.dataset() + (cell.synthetic() ? " (SYNTHETIC)" : ""));
    out.element("td", cell.network()).element("th", cell.label(), "scope", "row");
    field(out, "number", CompareText.score(cell.a(), comparison.metric()));
    field(out, "number", CompareText.score(cell.b(), comparison.metric()));
    String verdict = cell.difference().map(c -> VerdictStyle.of(comparison.metric(), c)).orElse("");
    field(out, ("number " + verdict).strip(), CompareText.difference(cell, comparison.metric()));
    out.element("td", CompareText.identical(cell), "class", "number");
    out.element("td", CompareText.speed(cell.a()), "class", "number");
    out.element("td", CompareText.speed(cell.b()), "class", "number");
    out.element("td", CompareText.ratio(cell), "class", "number");
    out.close("tr").line();
  }

  private static void field(Markup out, String style, RowText text) {
    out.open("td", "class", style).text(text.main());
    if (!text.note().isEmpty()) {
      out.element("small", text.note());
    }
    out.close("td");
  }

  private static void notes(Markup out) {
    out.open("section", "class", "notes", "id", "notes", "aria-labelledby", "notes-title");
    out.element("h2", "How to read this", "id", "notes-title").open("ul");
    for (String note :
        List.of(
            "Cells with the same data, network and settings are matched, seeds aside. Settings"
                + " that are the same throughout each sweep but not in both are named above and not"
                + " looked at.",
            "Differences are taken seed by seed over the seeds that completed in both sweeps; p is"
                + " that of the two-sided paired t-test, corrected for all matched cells by Holm's"
                + " procedure. Differences that are all equal cannot be tested, nor can one pair.",
            "\"Same bits\" counts the seeds whose final parameters have the same SHA-256 in both.",
            "Examples per second depend on machine and load; compare them only where these were"
                + " the same.")) {
      out.element("li", note);
    }
    out.close("ul").close("section").line();
  }
}
