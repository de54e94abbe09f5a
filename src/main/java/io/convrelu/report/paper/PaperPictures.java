package io.convrelu.report.paper;

import io.convrelu.report.Choice;
import io.convrelu.report.ComparisonRow;
import io.convrelu.report.ComparisonTable;
import io.convrelu.report.Extent;
import io.convrelu.report.Report;
import io.convrelu.report.figure.CurveFigures;
import io.convrelu.report.figure.CurveFigures.Measure;
import io.convrelu.report.figure.Figure;
import io.convrelu.report.figure.RowStyles;
import io.convrelu.report.figure.ThresholdFigures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The paper's Figures 5 and 6, drawn from what was run. */
public final class PaperPictures {

  private static final String NETWORK = "densenet-40";

  private PaperPictures() {}

  /**
   * One of the paper's figures.
   *
   * @param number of the figure
   * @param title what it shows
   * @param paper what the paper shows and says of it
   * @param missing what has to be run when there is no picture
   * @param pictures ours; empty when nothing that fits was run
   */
  public record PaperPicture(
      int number, String title, String paper, String missing, List<Picture> pictures) {

    public PaperPicture {
      pictures = List.copyOf(pictures);
    }
  }

  /**
   * One picture of ours.
   *
   * @param table what it is drawn from
   * @param extent how much was trained on, in a sentence
   */
  public record Picture(ComparisonTable table, String extent, Figure figure) {}

  /** Both figures. */
  public static List<PaperPicture> of(Report report) {
    return List.of(five(report), six(report));
  }

  private static PaperPicture five(Report report) {
    List<Choice> choices = Layout.activations();
    List<Picture> pictures = new ArrayList<>();
    for (ComparisonTable table : tables(report, subject -> subject.dataset().equals("cifar100"))) {
      for (List<ComparisonRow> rows : comparable(table, choices)) {
        String id = "figure-5-" + (pictures.size() + 1);
        new CurveFigures(id, "cifar100, " + NETWORK, rows, new RowStyles(rows))
            .of(Measure.ACCURACY)
            .ifPresent(figure -> pictures.add(new Picture(table, Extent.of(table), figure)));
      }
    }
    return new PaperPicture(
        5,
        "Accuracy on the test split over epochs, Cifar100",
        "The paper's Figure 5 has one curve each for ReLU, LeakyReLU, PReLU and ConvReLU, (A) where"
            + " all layers have the activation. It says that ConvReLU lies above the others by"
            + " about 0.5 percentage points throughout, and that LeakyReLU and PReLU in the first"
            + " block lie about 1 point above their (A) versions.",
        "cifar100 with " + NETWORK + " (conf/table1.conf)",
        pictures);
  }

  private static PaperPicture six(Report report) {
    List<Choice> convRelu = List.of(new Choice("conv-relu", "first", "zero"));
    List<Picture> pictures = new ArrayList<>();
    for (ComparisonTable table : tables(report, subject -> true)) {
      for (List<ComparisonRow> rows : comparable(table, convRelu)) {
        String id = "figure-6-" + (pictures.size() + 1);
        String heading = table.subject().dataset() + ", " + NETWORK;
        ThresholdFigures.of(id, heading, rows, new RowStyles(rows))
            .forEach(figure -> pictures.add(new Picture(table, Extent.of(table), figure)));
      }
    }
    return new PaperPicture(
        6,
        "Distribution of the learned thresholds",
        "The paper's Figure 6 is a histogram of the thresholds of ConvReLU in DenseNet-40; it does"
            + " not name the data set. It says that they are very close but not equal to zero.",
        "ConvReLU with " + NETWORK + " (conf/table1.conf)",
        pictures);
  }

  private static List<ComparisonTable> tables(
      Report report, Predicate<ComparisonTable.Subject> wanted) {
    return report.tables().stream()
        .filter(table -> !table.subject().synthetic())
        .filter(table -> table.subject().network().equals(NETWORK))
        .filter(table -> wanted.test(table.subject()))
        .toList();
  }

  /** The rows of these choices, those with the same other settings together. */
  private static List<List<ComparisonRow>> comparable(ComparisonTable table, List<Choice> choices) {
    Map<Map<String, String>, List<ComparisonRow>> groups = new LinkedHashMap<>();
    for (ComparisonRow row : table.rows()) {
      if (choices.contains(row.choice())) {
        groups.computeIfAbsent(row.configuration().shared(), shared -> new ArrayList<>()).add(row);
      }
    }
    return List.copyOf(groups.values());
  }
}
