package io.convrelu.report.page;

import io.convrelu.report.Resources;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The page's script: the files of the folder {@code script} one after the other, as one function.
 */
final class PageScript {

  /** In this order, as a file uses what stands before it. */
  private static final List<String> FILES =
      List.of(
          "dom",
          "readout",
          "legend",
          "model",
          "view",
          "filters",
          "list",
          "scales",
          "brush",
          "scatter",
          "parallel",
          "plots",
          "valuetable",
          "linechart",
          "curves",
          "heatmap",
          "ridges",
          "trial",
          "start");

  private PageScript() {}

  static String text() {
    return FILES.stream()
        .map(name -> Resources.text("script/" + name + ".js"))
        .collect(Collectors.joining("\n", "'use strict';\n(() => {\n", "})();\n"));
  }
}
