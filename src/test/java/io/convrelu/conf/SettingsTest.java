package io.convrelu.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void anOptionOverridesTheFileAndTheLastOptionCounts() {
    Settings settings =
        Settings.parse("train { lr = 0.1, epochs = 3 }", "a.conf")
            .with(List.of("train.lr=0.2", "train.lr = 0.3"));

    assertThat(settings.leaves()).containsEntry("train.lr", 0.3).containsEntry("train.epochs", 3);
  }

  @Test
  void anOptionMayBeAListOrPlainText() {
    Settings settings =
        Settings.EMPTY.with(List.of("a.list=[1, 2]", "a.text=s3a://bucket/x?y:z", "a.empty="));

    assertThat(settings.leaves())
        .containsEntry("a.list", List.of(1, 2))
        .containsEntry("a.text", "s3a://bucket/x?y:z");
  }

  @Test
  void anOptionReplacesAWholeSectionOfTheFile() {
    Settings settings =
        Settings.parse("sweep.grid { \"train.lr\" = [1, 2] }", "a.conf")
            .with(List.of("sweep.grid={\"train.epochs\": [3]}"));

    assertThat(settings.toJson()).isEqualTo("{\"sweep\":{\"grid\":{\"train.epochs\":[3]}}}");
  }

  @Test
  void everyMalformedOptionIsReportedAtOnce() {
    assertThatThrownBy(() -> Settings.EMPTY.with(List.of("noequals", "=value", "ok=1")))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e -> {
              assertThat(e.problems()).hasSize(2);
              assertThat(e.getMessage()).contains("--set noequals").contains("expected key=value");
            });
  }

  @Test
  void aSyntaxErrorNamesFileAndLine() {
    assertThatThrownBy(() -> Settings.parse("train {\n  lr = 0.1\n  epochs = [1,\n}", "bad.conf"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("bad.conf")
        .hasMessageContaining("4");
  }

  @Test
  void anIncludeIsRefusedBecauseATrialsProvenanceIsOneFile() {
    assertThatThrownBy(() -> Settings.parse("include \"other.conf\"", "a.conf"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("include");
  }
}
