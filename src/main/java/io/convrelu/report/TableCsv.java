package io.convrelu.report;

/**
 * The tables as comma-separated values, one line a row; docs/REPORT.md says what each column is.
 * Shares are numbers from 0 to 1. A field without a value is empty.
 */
public final class TableCsv {

  private TableCsv() {}

  /** Header and all rows. */
  public static String write(Report report) {
    return Column.csv(TableColumns.all(), TableColumns.lines(report));
  }
}
