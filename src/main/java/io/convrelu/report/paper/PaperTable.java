package io.convrelu.report.paper;

import io.convrelu.report.Comparison;
import io.convrelu.report.ComparisonRow;
import io.convrelu.report.ComparisonTable;
import io.convrelu.report.Metric;
import io.convrelu.report.paper.Layout.Item;
import java.util.List;
import java.util.Optional;

/**
 * One of the paper's tables, filled with what was run.
 *
 * @param layout rows and columns
 * @param metric what is in the cells
 * @param groups what was run, in the order of the paper's data sets; a data set that was run in
 *     several ways (another subset, other epochs, another learning rate) has several. Empty when
 *     nothing that fits was run
 * @param comparisons how many differences were corrected together, m
 */
public record PaperTable(Layout layout, Metric metric, List<Group> groups, int comparisons) {

  public PaperTable {
    groups = List.copyOf(groups);
  }

  /** Whether anything that fits was run. */
  public boolean isFilled() {
    return !groups.isEmpty();
  }

  /** The groups of a data set. */
  public List<Group> of(String dataset) {
    return groups.stream().filter(group -> group.dataset().equals(dataset)).toList();
  }

  /**
   * What was run on one data set in one way: all of it may be compared.
   *
   * @param dataset its name
   * @param settings that tell the group from the others of the data set, and what the network was
   *     set to; may be empty
   * @param entries what was run, by item
   */
  public record Group(String dataset, String settings, List<Entry> entries) {

    public Group {
      entries = List.copyOf(entries);
    }

    /** What is in a cell: usually one entry, none where nothing was run. */
    public List<Entry> at(Item item) {
      return entries.stream().filter(entry -> entry.item().equals(item)).toList();
    }
  }

  /**
   * One configuration in a cell.
   *
   * @param item the cell
   * @param table where the row stands in full
   * @param row what was run
   * @param variant settings that tell it from others in the same cell; usually empty
   * @param comparisons the difference to each of the layout's references, where there is one
   */
  public record Entry(
      Item item,
      ComparisonTable table,
      ComparisonRow row,
      String variant,
      List<Optional<Comparison>> comparisons) {

    public Entry {
      comparisons = List.copyOf(comparisons);
    }

    /** The first difference that there is: to ReLU, else to the table's own reference. */
    public Optional<Comparison> leading() {
      return comparisons.stream().flatMap(Optional::stream).findFirst();
    }
  }
}
