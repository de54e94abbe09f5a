package io.convrelu.report.page;

import io.convrelu.report.Report;
import io.convrelu.report.chart.LegendKey;
import io.convrelu.report.chart.Series;
import io.convrelu.report.markup.Markup;
import io.convrelu.report.paper.PaperPictures;
import io.convrelu.report.paper.PaperPictures.PaperPicture;
import io.convrelu.report.paper.PaperPictures.Picture;
import java.util.ArrayList;
import java.util.List;

/** The paper's Figures 5 and 6 from what was run, beside what the paper says of its own. */
final class PaperPictureSection {

  private final List<PaperPicture> pictures;

  PaperPictureSection(Report report) {
    this.pictures = PaperPictures.of(report);
  }

  /** Writes what can be drawn, and tells what cannot. */
  List<String> render(Markup out) {
    List<String> missing = new ArrayList<>();
    for (PaperPicture picture : pictures) {
      if (picture.pictures().isEmpty()) {
        missing.add("Figure " + picture.number() + " (" + picture.missing() + ")");
      } else {
        picture(out, picture);
      }
    }
    return missing;
  }

  private static void picture(Markup out, PaperPicture picture) {
    String id = "paper-figure-" + picture.number();
    out.element("h3", "Figure " + picture.number() + ". " + picture.title(), "id", id);
    out.element("p", picture.paper(), "class", "soft");
    boolean curves = picture.pictures().stream().anyMatch(one -> !one.figure().series().isEmpty());
    out.open("div", "class", curves ? "figures" : "figures small", "id", id + "-figures").line();
    for (Picture one : picture.pictures()) {
      out.open("div");
      out.element("p", one.table().subject().dataset() + ". " + one.extent(), "class", "extent");
      legend(out, one.figure().series());
      FigureSection.figure(out, one.figure());
      out.close("div").line();
    }
    out.close("div").line();
  }

  private static void legend(Markup out, List<Series> series) {
    if (series.isEmpty()) {
      return;
    }
    out.open("ul", "class", "legend still", "aria-label", "Lines");
    for (Series line : series) {
      out.open("li");
      LegendKey.render(out, line.style());
      out.text(line.label()).close("li");
    }
    out.close("ul").line();
  }
}
