package io.convrelu.sweep.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.conf.Settings;
import io.convrelu.conf.SettingsReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class PruningTest {

  private static final List<Assignment> TRIALS =
      List.of(new Assignment("a", 3), new Assignment("b", 9));

  @Test
  void withoutTheSectionNothingIsGivenUp() {
    Pruning pruning = read("");

    assertThat(pruning.active()).isFalse();
    assertThat(pruning.queue(TRIALS)).isInstanceOf(PlanOrderQueue.class);
    assertThat(pruning.queue(List.of()).next()).isEmpty();
  }

  @Test
  void eachRuleHasItsKeysAndDefaults() {
    assertThat(read("rule = asha")).isEqualTo(new Pruning(PruningRule.ASHA, 1, 4, 5));
    assertThat(read("rule = asha, min-epochs = 2, reduction = 3").queue(TRIALS).next())
        .contains(new Assignment("a", 2));
    assertThat(read("rule = median, min-epochs = 2, min-trials = 9"))
        .isEqualTo(new Pruning(PruningRule.MEDIAN, 2, 4, 9));
    assertThat(read("rule = median").queue(TRIALS)).isInstanceOf(MedianQueue.class);
  }

  @Test
  void aKeyOfAnotherRuleIsAContradiction() {
    assertThatThrownBy(() -> read("min-epochs = 2, reduction = 3, min-trials = 0, eta = 2"))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .extracting(ConfigProblem::toString)
                    .satisfiesExactlyInAnyOrder(
                        p -> assertThat(p).contains("test.conf: 1: sweep.pruning.min-trials: is 0"),
                        p ->
                            assertThat(p)
                                .endsWith(
                                    "min-epochs: means nothing with sweep.pruning.rule = none; leave"
                                        + " it out, or set sweep.pruning.rule = asha or median"),
                        p -> assertThat(p).endsWith("or set sweep.pruning.rule = asha"),
                        p -> assertThat(p).endsWith("or set sweep.pruning.rule = median"),
                        p -> assertThat(p).contains("sweep.pruning.eta: unknown key")));
    assertThatThrownBy(() -> read("rule = median, reduction = 3"))
        .hasMessageContaining("sweep.pruning.reduction: means nothing");
  }

  @Test
  void pruningThatCouldGiveUpNobodyIsRefused() {
    assertThatThrownBy(() -> read("rule = asha, min-epochs = 9").queue(TRIALS))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("min-epochs: is 9, and no trial is longer than 9");
    assertThat(read("rule = asha, min-epochs = 8").queue(TRIALS)).isInstanceOf(AshaQueue.class);
  }

  private static Pruning read(String section) {
    SettingsReader reader =
        new SettingsReader(Settings.parse("sweep.pruning { " + section + " }", "test.conf"));
    Pruning pruning = Pruning.read(reader);
    reader.finish();
    return pruning;
  }
}
