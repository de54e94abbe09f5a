package io.convrelu.sweep.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.conf.Settings;
import io.convrelu.sweep.space.CanonicalSettings;
import io.convrelu.sweep.space.SearchSpace;
import io.convrelu.sweep.space.SpacePoint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrialIdentityTest {

  /**
   * Computed outside of Java: {@code printf 'convrelu trial 1\ndata f00d\nactivation.name =
   * "conv-relu"\ntrain.augmentation = "none"\ntrain.lr = 0.1\ntrain.lr-steps = [2,
   * 3]\ntrain.nesterov = true\ntrain.weight-decay = 0.0001\n' | sha256sum | cut -c1-12} (without
   * the line breaks that this comment puts in). A change of this value orphans every trial that was
   * ever stored.
   */
  private static final String PINNED = "44735249936b";

  private static final Settings PINNED_SETTINGS =
      settings(
          """
          train { lr = 0.1, lr-steps = [2, 3], weight-decay = 1e-4, nesterov = true }
          train.augmentation = none
          activation.name = conv-relu
          """);

  @Test
  void isStableForever() {
    assertThat(TrialIdentity.of(PINNED_SETTINGS, "f00d")).isEqualTo(PINNED);
  }

  @Test
  void doesNotDependOnLayoutOrderOrTheWritingOfNumbers() {
    Settings other =
        settings(
                """
                # the same, written by someone else
                activation { "name" : "conv-relu" }
                train {
                  augmentation = none
                  weight-decay = 0.00010
                  nesterov = true
                  lr-steps = [2.0, 3]
                }
                """)
            .with(List.of("train.lr=0.10"));

    assertThat(TrialIdentity.of(other, "f00d")).isEqualTo(PINNED);
  }

  @Test
  void doesNotDependOnHowASettingWasGiven() {
    Settings fromGrid = settings("train.epochs = 1").with("train.lr", 0.1, "grid");
    Settings fromFile = settings("train { epochs = 1, lr = 1e-1 }");

    assertThat(TrialIdentity.of(fromGrid, "f")).isEqualTo(TrialIdentity.of(fromFile, "f"));
  }

  @Test
  void knowsNothingOfTheSweepAround() {
    String alone = TrialIdentity.of(settings("train { lr = 0.1, seed = 2 }"), "f");
    SpacePoint swept =
        SearchSpace.read(settings("train.lr = 0.1, sweep.seeds = [1, 2]")).points().get(1);

    assertThat(TrialIdentity.of(swept.settings(), "f")).isEqualTo(alone);
  }

  @Test
  void differsWithDataSettingAndType() {
    String base = TrialIdentity.of(settings("a = 1"), "f");

    assertThat(
            List.of(
                base,
                TrialIdentity.of(settings("a = 1"), "g"),
                TrialIdentity.of(settings("a = 2"), "f"),
                TrialIdentity.of(settings("a = -1"), "f"),
                TrialIdentity.of(settings("a = \"1\""), "f"),
                TrialIdentity.of(settings("a = [1]"), "f"),
                TrialIdentity.of(settings("a = [[1]]"), "f"),
                TrialIdentity.of(settings("a = \"[1]\""), "f"),
                TrialIdentity.of(settings("a = true"), "f"),
                TrialIdentity.of(settings("a = \"true\""), "f"),
                TrialIdentity.of(settings("b = 1"), "f"),
                TrialIdentity.of(settings("a = 1, b = 1"), "f"),
                TrialIdentity.of(Settings.EMPTY.with("a", "1\nb = 1", "here"), "f")))
        .doesNotHaveDuplicates();
  }

  @Test
  void zeroHasNoSignAndLargeNumbersAreExact() {
    assertThat(TrialIdentity.of(settings("a = -0.0"), "f"))
        .isEqualTo(TrialIdentity.of(settings("a = 0"), "f"));
    assertThat(TrialIdentity.of(settings("a = 9007199254740993"), "f"))
        .isNotEqualTo(TrialIdentity.of(settings("a = 9007199254740992"), "f"));
  }

  @Test
  void textsForTablesAreCanonicalToo() {
    assertThat(CanonicalSettings.texts(PINNED_SETTINGS))
        .isEqualTo(
            Map.of(
                "activation.name", "conv-relu",
                "train.augmentation", "none",
                "train.lr", "0.1",
                "train.lr-steps", "[2, 3]",
                "train.nesterov", "true",
                "train.weight-decay", "0.0001"));
  }

  private static Settings settings(String text) {
    return Settings.parse(text, "test.conf");
  }
}
