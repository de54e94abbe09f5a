package io.convrelu.report.trial;

import io.convrelu.sweep.layers.LayerObservations;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses the trials whose layers the page holds, as a page that holds all of a thousand trials
 * could not be opened. Every configuration's first completed seed comes before any one's second,
 * and so on; trials that did not complete come last. Nothing of how well a trial did is looked at.
 */
public final class LayerBudget {

  /** Characters that all layers together may take. */
  public static final int CHARACTERS = 3_000_000;

  private final int characters;

  /**
   * @param characters that all layers together may take
   */
  public LayerBudget(int characters) {
    this.characters = characters;
  }

  /**
   * Fills the budget.
   *
   * @param source is asked for one trial after the other, until one does not fit
   */
  public Chosen choose(List<ListedTrial> trials, LayerSource source) {
    Map<String, String> held = new LinkedHashMap<>();
    List<String> leftOut = new ArrayList<>();
    int left = characters;
    boolean full = false;
    for (ListedTrial trial : byInterest(trials)) {
      String identity = trial.result().trial();
      if (full) {
        leftOut.add(identity);
        continue;
      }
      Optional<LayerObservations> history = source.of(identity);
      if (history.isEmpty()) {
        continue;
      }
      String json = LayerJson.write(history.get());
      full = json.length() > left;
      if (full) {
        leftOut.add(identity);
      } else {
        left -= json.length();
        held.put(identity, json);
      }
    }
    return new Chosen(held, leftOut);
  }

  /**
   * What became of the layers of every trial; a trial in neither recorded none.
   *
   * @param held JSON by identity, in the order in which they were chosen
   * @param leftOut identities of the trial that did not fit, and of those that came after it and
   *     were not asked for
   */
  public record Chosen(Map<String, String> held, List<String> leftOut) {

    public Chosen {
      held = new LinkedHashMap<>(held);
      leftOut = List.copyOf(leftOut);
    }
  }

  private static List<ListedTrial> byInterest(List<ListedTrial> trials) {
    Map<ListedTrial.Kind, Integer> seen = new HashMap<>();
    Map<String, Integer> turns = new HashMap<>();
    List<ListedTrial> sorted = new ArrayList<>(trials);
    sorted.sort(
        Comparator.comparing((ListedTrial trial) -> completed(trial.result()) ? 0 : 1)
            .thenComparing(trial -> trial.result().seed())
            .thenComparing(trial -> trial.result().trial()));
    for (ListedTrial trial : sorted) {
      turns.put(trial.result().trial(), seen.merge(trial.kind(), 1, Integer::sum));
    }
    sorted.sort(
        Comparator.comparing((ListedTrial trial) -> completed(trial.result()) ? 0 : 1)
            .thenComparing(trial -> turns.get(trial.result().trial())));
    return sorted;
  }

  private static boolean completed(TrialResult trial) {
    return trial.state() == TrialState.COMPLETED;
  }
}
