package io.convrelu.report.page;

import io.convrelu.report.Choice;
import io.convrelu.report.figure.RowStyles;
import io.convrelu.report.markup.Markup;
import io.convrelu.report.trial.LayerBudget;
import io.convrelu.report.trial.LayerBudget.Chosen;
import io.convrelu.report.trial.LayerSource;
import io.convrelu.report.trial.ListedTrial;
import io.convrelu.report.trial.TrialsJson;
import io.convrelu.sweep.result.TrialResult;
import java.util.List;

/**
 * The trials as data that the script draws from. They are no script themselves, so the page's
 * policy lets nothing in them run. The layers of a trial stand in an element of their own: the
 * script reads them when the trial is opened.
 */
final class TrialDataSection {

  private final List<ListedTrial> trials;
  private final LayerSource layers;

  TrialDataSection(List<TrialResult> trials, LayerSource layers) {
    this.trials =
        trials.stream().map(trial -> new ListedTrial(trial, Choice.of(trial).name())).toList();
    this.layers = layers;
  }

  void render(Markup out) {
    Chosen chosen = new LayerBudget(LayerBudget.CHARACTERS).choose(trials, layers);
    List<String> inks =
        trials.stream().map(trial -> RowStyles.colour(trial.result().activation())).toList();
    List<String> names =
        trials.stream()
            .map(trial -> Choice.of(trial.result()))
            .distinct()
            .sorted()
            .map(Choice::name)
            .toList();
    out.data("trial-data", new TrialsJson(inks, names, chosen.leftOut()).write(trials)).line();
    for (int i = 0; i < trials.size(); i++) {
      String json = chosen.held().get(trials.get(i).result().trial());
      if (json != null) {
        out.data("layers-" + i, json).line();
      }
    }
  }
}
