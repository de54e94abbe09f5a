package io.convrelu.sweep.space;

import io.convrelu.conf.SettingsReader;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the section {@code sweep.grid} into axes. */
final class GridReader implements SectionWalk.Visitor {

  static final String SECTION = "sweep.grid";

  private final SettingsReader reader;
  private final ValueReader values;
  private final SortedMap<String, GridAxis> axes = new TreeMap<>();

  GridReader(SettingsReader reader) {
    this.reader = reader;
    this.values = new ValueReader(reader);
  }

  /** The grid, its axes sorted by key: the order in which they stand in the file means nothing. */
  Grid read() {
    Map<String, Object> section = reader.section(SECTION);
    if (section.isEmpty() && reader.given(SECTION)) {
      reader.problem(
          SECTION,
          "holds nothing to vary, allowed: keys and lists of values, such as { train.lr = [0.1, 0.01] }");
    }
    new SectionWalk(reader, this).walk(SECTION, section);
    refuseOverlaps();
    return new Grid(List.copyOf(axes.values()));
  }

  @Override
  public boolean isValue(Map<?, ?> section) {
    return false;
  }

  @Override
  public void visit(String key, String written, Object value) {
    if (!(value instanceof List<?> list)) {
      reader.problem(written, "is " + value + ", allowed: a list of values, such as [a, b]");
      return;
    }
    List<GridValue> entries = values.entries(key, written, list);
    if (!entries.isEmpty() && axes.put(key, new GridAxis(key, written, entries)) != null) {
      reader.problem(written, "is given twice, once quoted and once nested; give it once");
    }
  }

  private void refuseOverlaps() {
    for (GridAxis section : axes.values()) {
      for (GridAxis inner : axes.tailMap(section.key() + ".").values()) {
        if (inner.key().startsWith(section.key() + ".")) {
          reader.problem(
              inner.written(),
              "is inside the section "
                  + section.key()
                  + ", which the grid varies too; vary the section or its keys");
        }
      }
    }
  }
}
