package io.convrelu.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The accuracies of Gao, Cai and Ji, "Adaptive Convolutional ReLUs", tables 1 to 5, by data set,
 * network and activation choice. The file {@code paper.csv} holds them as they stand there, a row
 * an entry; where several tables report the same run the figure is kept once, with their numbers.
 *
 * <p>Readings of ours, which the page repeats: Table 2 calls its network "VGG-like" with six
 * convolutions and three dense layers, and cites Zhang, Zhao and LeCun 2015, who have two of that
 * form; its figures stand beside both, char-cnn-small and char-cnn-large. Where the paper names no
 * strategy the one of its setup section is taken, {@code first}; where it names no init, zero.
 */
public final class PaperFigures {

  private final Map<Entry, PaperFigure> figures;

  private record Entry(String dataset, String network, Choice choice) {}

  private PaperFigures(Map<Entry, PaperFigure> figures) {
    this.figures = Map.copyOf(figures);
  }

  /** Reads {@code paper.csv}. */
  public static PaperFigures load() {
    Map<Entry, PaperFigure> figures = new LinkedHashMap<>();
    for (List<String> row : Resources.rows("paper.csv")) {
      Entry entry =
          new Entry(row.get(1), row.get(2), new Choice(row.get(3), row.get(4), row.get(5)));
      PaperFigure figure =
          new PaperFigure(Double.parseDouble(row.get(6)), List.of(Integer.parseInt(row.get(0))));
      figures.merge(entry, figure, PaperFigures::sameRun);
    }
    return new PaperFigures(figures);
  }

  /** The paper's figure for exactly this data set, network and choice, where it has one. */
  public Optional<PaperFigure> find(String dataset, String network, Choice choice) {
    return Optional.ofNullable(figures.get(new Entry(dataset, network, choice)));
  }

  private static PaperFigure sameRun(PaperFigure one, PaperFigure other) {
    if (Double.compare(one.top1(), other.top1()) != 0) {
      throw new IllegalStateException("paper.csv: two figures for one entry: " + one + other);
    }
    return new PaperFigure(
        one.top1(), Stream.concat(one.tables().stream(), other.tables().stream()).toList());
  }
}
