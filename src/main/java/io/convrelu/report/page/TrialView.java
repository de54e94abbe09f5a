package io.convrelu.report.page;

import io.convrelu.report.markup.Markup;

/** The place where the script shows one trial, alone on the page; links and the address open it. */
final class TrialView {

  void render(Markup out) {
    out.open("section", "id", "trial", "aria-labelledby", "trial-title", "hidden", "").line();
    out.open("nav", "aria-label", "Trial", "class", "trial-nav");
    out.element("a", "All trials", "id", "trial-back", "href", "#trials");
    out.element("a", "Previous", "id", "trial-before", "href", "#trials");
    out.element("a", "Next", "id", "trial-after", "href", "#trials");
    out.close("nav");
    out.element("h2", "", "id", "trial-title", "tabindex", "-1");
    out.element("div", "", "id", "trial-content").close("section").line();
  }
}
