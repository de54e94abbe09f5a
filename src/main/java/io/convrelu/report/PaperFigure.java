package io.convrelu.report;

import java.util.List;

/**
 * One accuracy that the paper reports.
 *
 * @param top1 share of the test split classified right, 0 to 1; a single run on the full data set
 * @param tables numbers of the paper's tables that hold it, ascending
 */
public record PaperFigure(double top1, List<Integer> tables) {

  public PaperFigure {
    tables = List.copyOf(tables);
    if (!(top1 > 0 && top1 < 1) || tables.isEmpty()) {
      throw new IllegalArgumentException("top-1 " + top1 + " of tables " + tables);
    }
  }
}
