package io.convrelu.report.page;

import io.convrelu.report.markup.Markup;

/**
 * The list of all trials with its filters and plots. Its rows are drawn by the page's script from
 * the page's data, as are the plots: a thousand rows of text would be slow to open.
 */
final class TrialSection {

  /** Shown by the script, without which they would do nothing. */
  private static final String[] CONTROLS = {"class", "controls", "data-scripted", "", "hidden", ""};

  void render(Markup out) {
    out.open("section", "id", "trials", "aria-labelledby", "trials-title").line();
    out.element("h2", "Trials", "id", "trials-title");
    out.open("noscript");
    out.element(
        "p", "The list of trials is drawn by the page's script, which is switched off here.");
    out.close("noscript").line();
    controls(out);
    out.element("ul", "", "id", "active", "class", "active", "aria-label", "Ranges", "hidden", "");
    plot(out);
    table(out);
    out.close("section").line();
  }

  private static void controls(Markup out) {
    out.open("div", CONTROLS);
    out.open("label").text("Filter (words, all of which must occur)");
    out.open("input", "id", "filter", "type", "search", "autocomplete", "off").close("label");
    out.element("div", "", "id", "choices", "class", "choices");
    out.element("button", "Show all", "id", "reset", "type", "button");
    out.element("span", "", "id", "shown", "role", "status").close("div").line();
  }

  private static void plot(Markup out) {
    out.open("figure", "class", "trial-plot", "data-scripted", "", "hidden", "");
    out.open("figcaption").text("Plot of the trials");
    out.element(
        "span",
        "Draw a rectangle to filter the list, click beside the points to undo it, click a point to"
            + " open its trial. With keys: the controls above filter; in the plot the arrows step"
            + " through the points and Enter opens one.");
    out.close("figcaption");
    out.element("div", "", "id", "plot-controls", "class", "controls");
    out.element("div", "", "id", "plot-colours");
    out.element("div", "", "id", "plot", "class", "plot-space");
    out.element("p", "", "id", "plot-note", "class", "soft").close("figure").line();
  }

  private static void table(Markup out) {
    out.open(
        "div",
        "id",
        "trials-box",
        "class",
        "trials-box",
        "tabindex",
        "0",
        "role",
        "group",
        "aria-label",
        "Table of trials");
    out.open("table", "class", "trials", "id", "trial-table");
    out.element(
        "caption",
        "Trials in the view; a column's name sorts, a trial's opens all that is known of it",
        "class",
        "sr");
    out.open("thead").close("thead").open("tbody").close("tbody");
    out.close("table").close("div").line();
    out.open("div", "id", "pager", "class", "pager", "hidden", "");
    out.element("button", "Previous rows", "id", "page-back", "type", "button");
    out.element("span", "", "id", "page-now", "role", "status");
    out.element("button", "Next rows", "id", "page-on", "type", "button");
    out.close("div").line();
  }
}
