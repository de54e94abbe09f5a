package io.convrelu.report.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.report.SampleLayers;
import io.convrelu.report.Trials;
import io.convrelu.report.trial.LayerBudget.Chosen;
import io.convrelu.sweep.result.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LayerBudgetTest {

  private static final List<ListedTrial> TRIALS =
      List.of(
          trial("relu-1", "relu", 1),
          trial("relu-2", "relu", 2),
          failed("elu-0"),
          trial("elu-7", "elu", 7),
          trial("elu-8", "elu", 8));

  @Test
  void everyConfigurationsFirstSeedComesBeforeASecondAndWhatDidNotCompleteComesLast() {
    Chosen chosen = new LayerBudget(Integer.MAX_VALUE).choose(TRIALS, SampleLayers::of);

    assertThat(chosen.held().keySet())
        .containsExactly("relu-1", "elu-7", "relu-2", "elu-8", "elu-0");
    assertThat(chosen.leftOut()).isEmpty();
  }

  @Test
  void whatDoesNotFitIsLeftOutAndNothingIsAskedForAfterIt() {
    int size = LayerJson.write(SampleLayers.of("relu-1").orElseThrow()).length();
    List<String> asked = new ArrayList<>();
    LayerSource source =
        trial -> {
          asked.add(trial);
          return SampleLayers.of(trial);
        };

    Chosen chosen = new LayerBudget(5 * size / 2).choose(TRIALS, source);

    assertThat(chosen.held().keySet()).containsExactly("relu-1", "elu-7");
    assertThat(chosen.leftOut()).containsExactly("relu-2", "elu-8", "elu-0");
    assertThat(asked).containsExactly("relu-1", "elu-7", "relu-2");
  }

  @Test
  void aTrialThatRecordedNothingTakesNoRoomAndIsNotLeftOut() {
    LayerSource source = trial -> trial.equals("elu-7") ? Optional.empty() : SampleLayers.of(trial);

    Chosen chosen = new LayerBudget(Integer.MAX_VALUE).choose(TRIALS, source);

    assertThat(chosen.held()).doesNotContainKey("elu-7").hasSize(4);
    assertThat(chosen.leftOut()).isEmpty();
  }

  private static ListedTrial trial(String id, String activation, long seed) {
    return new ListedTrial(
        Trials.trial().id(id).choice(activation, "", "").seed(seed).build(), activation);
  }

  private static ListedTrial failed(String id) {
    return new ListedTrial(
        Trials.trial().id(id).choice("elu", "", "").seed(0).ended(TrialState.FAILED, "x").build(),
        "elu");
  }
}
