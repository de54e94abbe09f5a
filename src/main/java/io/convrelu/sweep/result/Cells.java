package io.convrelu.sweep.result;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Groups trials into the cells of a table. */
public final class Cells {

  private static final String SEED = "train.seed";

  private Cells() {}

  /**
   * One cell for each data set and configuration, in the order in which the first trial of each
   * stands in the list. Trials belong together when all their settings but {@code train.seed} are
   * equal.
   */
  public static List<Cell> of(List<TrialResult> results) {
    Map<Key, List<TrialResult>> groups = new LinkedHashMap<>();
    for (TrialResult result : results) {
      Map<String, String> settings = new HashMap<>(result.settings());
      settings.remove(SEED);
      groups
          .computeIfAbsent(new Key(result.datasetFingerprint(), settings), key -> new ArrayList<>())
          .add(result);
    }
    return groups.entrySet().stream()
        .map(group -> new Cell(group.getKey().settings(), group.getValue()))
        .toList();
  }

  /** Keys whose values differ between the cells, or that only some cells have; sorted. */
  public static SortedSet<String> varying(List<Cell> cells) {
    SortedSet<String> varying = new TreeSet<>();
    cells.forEach(cell -> varying.addAll(cell.settings().keySet()));
    varying.removeIf(key -> values(cells, key).size() == 1);
    return varying;
  }

  private static Set<String> values(List<Cell> cells, String key) {
    Set<String> values = new HashSet<>();
    cells.forEach(cell -> values.add(cell.settings().getOrDefault(key, "")));
    return values;
  }

  private record Key(String datasetFingerprint, Map<String, String> settings) {}
}
