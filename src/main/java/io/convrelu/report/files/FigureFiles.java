package io.convrelu.report.files;

import io.convrelu.report.ComparisonTable;
import io.convrelu.report.ComparisonTable.Subject;
import io.convrelu.report.Extent;
import io.convrelu.report.Report;
import io.convrelu.report.figure.CurveFigures;
import io.convrelu.report.figure.DifferenceFigure;
import io.convrelu.report.figure.Figure;
import io.convrelu.report.figure.RowStyles;
import io.convrelu.report.figure.ThresholdFigures;
import io.convrelu.report.paper.PaperPictures;
import io.convrelu.report.paper.PaperPictures.PaperPicture;
import io.convrelu.report.paper.PaperPictures.Picture;
import io.convrelu.report.picture.PngPicture;
import io.convrelu.report.picture.SvgPicture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The figures of a report as files, SVG and PNG. */
final class FigureFiles {

  static final String FOLDER = "figures";

  /** A search over many settings would else make a histogram of each. */
  private static final int MOST_HISTOGRAMS = 12;

  private FigureFiles() {}

  /**
   * Figures by path below the report's folder.
   *
   * @param problem why there are no PNG files; empty when there are
   */
  record Pictures(Map<String, byte[]> files, String problem) {}

  static Pictures of(Report report) throws IOException {
    Map<String, SvgPicture> pictures = new LinkedHashMap<>();
    for (ComparisonTable table : report.tables()) {
      String heading = heading(report, table.subject());
      for (Figure figure : figures(table, heading)) {
        add(pictures, heading + " " + figure.name(), heading, Extent.of(table), figure);
      }
    }
    for (PaperPicture paper : PaperPictures.of(report)) {
      for (Picture picture : paper.pictures()) {
        Subject subject = picture.table().subject();
        add(
            pictures,
            "figure " + paper.number() + " " + heading(report, subject),
            heading(report, subject) + ", as the paper's Figure " + paper.number(),
            picture.extent(),
            picture.figure());
      }
    }
    Optional<String> problem = PngPicture.problem();
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (Map.Entry<String, SvgPicture> picture : pictures.entrySet()) {
      String svg = picture.getValue().document();
      files.put(picture.getKey() + ".svg", svg.getBytes(StandardCharsets.UTF_8));
      if (problem.isEmpty()) {
        files.put(picture.getKey() + ".png", PngPicture.of(svg));
      }
    }
    return new Pictures(files, problem.orElse(""));
  }

  private static List<Figure> figures(ComparisonTable table, String heading) {
    RowStyles styles = new RowStyles(table.rows());
    List<Figure> figures = new ArrayList<>();
    DifferenceFigure.of("figure", heading, table, styles).ifPresent(figures::add);
    figures.addAll(new CurveFigures("figure", heading, table.rows(), styles).all());
    ThresholdFigures.of("figure", heading, table.rows(), styles).stream()
        .limit(MOST_HISTOGRAMS)
        .forEach(figures::add);
    return figures;
  }

  private static void add(
      Map<String, SvgPicture> pictures, String name, String heading, String extent, Figure figure) {
    String base = FOLDER + "/" + fileName(name);
    String path = base;
    for (int i = 2; pictures.containsKey(path); i++) {
      path = base + "-" + i;
    }
    pictures.put(path, new SvgPicture(heading, extent, figure));
  }

  /** Data set and network; with the fingerprint where two preparations have one name. */
  private static String heading(Report report, Subject subject) {
    String heading =
        subject.dataset() + (subject.synthetic() ? " SYNTHETIC" : "") + " · " + subject.network();
    long namesakes =
        report.tables().stream()
            .map(ComparisonTable::subject)
            .filter(other -> other.dataset().equals(subject.dataset()))
            .filter(other -> other.network().equals(subject.network()))
            .count();
    String print = subject.fingerprint();
    return namesakes == 1
        ? heading
        : heading + " · data " + print.substring(0, Math.min(8, print.length()));
  }

  /** Letters, digits and hyphens alone, whatever users named things. */
  private static String fileName(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
    return plain.substring(0, Math.min(100, plain.length()));
  }
}
