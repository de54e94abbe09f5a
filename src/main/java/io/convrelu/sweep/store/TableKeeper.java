package io.convrelu.sweep.store;

import io.convrelu.sweep.result.TrialResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Has the table of results follow the trials while they run. */
public final class TableKeeper {

  private final ResultsTable table;
  private final Duration age;
  private long writtenNanos = System.nanoTime();
  private int written = -1;

  /**
   * @param age that the table may reach
   */
  public TableKeeper(ResultsTable table, Duration age) {
    this.table = table;
    this.age = age;
  }

  /** Writes the table when it is old and more has ended since. */
  public void keep(Supplier<List<TrialResult>> results) throws IOException {
    if (System.nanoTime() - writtenNanos > age.toNanos()) {
      List<TrialResult> now = results.get();
      if (now.size() != written) {
        write(now);
      }
      writtenNanos = System.nanoTime();
    }
  }

  /** Writes the table. */
  public void write(List<TrialResult> results) throws IOException {
    table.replace(results);
    written = results.size();
    writtenNanos = System.nanoTime();
  }
}
