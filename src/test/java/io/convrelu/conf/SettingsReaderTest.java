package io.convrelu.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsReaderTest {

  private enum Colour {
    DARK_RED,
    GREEN
  }

  @Test
  void readsEveryTypeAndFallsBackToTheDefault() {
    SettingsReader reader =
        reader("n = 3, x = 1e-4, b = true, t = abc, c = dark-red, l = [5, 6], s = 12345678901");

    assertThat(reader.integer("n", 1, 0, 9)).isEqualTo(3);
    assertThat(reader.integer("absent", 7, 0, 9)).isEqualTo(7);
    assertThat(reader.real("x", 1, 0, 1)).isEqualTo(1e-4);
    assertThat(reader.truth("b", false)).isTrue();
    assertThat(reader.text("t", "")).isEqualTo("abc");
    assertThat(reader.choice("c", Colour.GREEN)).isEqualTo(Colour.DARK_RED);
    assertThat(reader.integers("l", List.of(), 0, 9)).containsExactly(5, 6);
    assertThat(reader.integers("absentList", List.of(1), 0, 9)).containsExactly(1);
    assertThat(reader.whole("s", 0)).isEqualTo(12345678901L);
    reader.finish();
  }

  @Test
  void tellsTheValueInForceOfEveryKeyInOneFormHoweverItWasWritten() {
    SettingsReader reader =
        reader("n = 3.0, x = 1e-4, y = \"0.10\", b = TRUE, t = abc, c = dark-red, l = [5,6]");

    reader.integer("n", 1, 0, 9);
    reader.real("x", 1, 0, 1);
    reader.real("y", 1, 0, 1);
    reader.real("z", -0.0, -1, 1);
    reader.truth("b", false);
    reader.text("t", "");
    reader.choice("c", Colour.GREEN);
    reader.choice("absent", Colour.GREEN);
    reader.integers("l", List.of(), 0, 9);
    reader.whole("s", 5);

    assertThat(reader.values())
        .isEqualTo(
            Map.of(
                "n",
                "3",
                "x",
                "0.0001",
                "y",
                "0.1",
                "z",
                "0",
                "b",
                "true",
                "t",
                "abc",
                "c",
                "dark-red",
                "absent",
                "green",
                "l",
                "[5, 6]",
                "s",
                "5"));
  }

  @Test
  void reportsEveryProblemAtOnceWithKeyPlaceAndAllowedValues() {
    SettingsReader reader =
        new SettingsReader(
            Settings.parse(
                "train {\n  lr = fast\n  epochs = 0\n  kind = blue\n  nesterow = true\n}",
                "my.conf"));
    reader.real("train.lr", 0.1, 0, 10);
    reader.integer("train.epochs", 1, 1, 1000);
    reader.choice("train.kind", Colour.GREEN);
    reader.truth("train.nesterov", true);

    assertThatThrownBy(reader::finish)
        .isInstanceOfSatisfying(
            ConfigException.class,
            e -> {
              List<String> lines = e.problems().stream().map(ConfigProblem::toString).toList();
              assertThat(lines).hasSize(4);
              assertThat(lines.get(0))
                  .isEqualTo("my.conf: 2: train.lr: is 'fast', allowed: a number from 0 to 10");
              assertThat(lines.get(1))
                  .contains("my.conf: 3", "train.epochs", "a whole number from 1 to 1000");
              assertThat(lines.get(2)).contains("my.conf: 4", "dark-red, green");
              assertThat(lines.get(3))
                  .contains("my.conf: 5", "train.nesterow", "unknown key", "train.nesterov");
            });
  }

  @Test
  void refusesWhatIsNearlyANumber() {
    SettingsReader reader = reader("a = 1.5, b = NaN, c = [1], d = [1, x], e = 99999999999");
    reader.integer("a", 0, 0, 9);
    reader.real("b", 0, 0, 9);
    reader.text("c", "");
    reader.integers("d", List.of(), 0, 9);
    reader.integer("e", 0, 0, Integer.MAX_VALUE);

    assertThatThrownBy(reader::finish)
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .extracting(ConfigProblem::key)
                    .containsExactly("a", "b", "c", "d", "e"));
  }

  @Test
  void anOptionsPlaceIsTheOptionItself() {
    SettingsReader reader = new SettingsReader(Settings.EMPTY.with(List.of("train.lr=-1")));
    reader.real("train.lr", 0.1, 0, 10);

    assertThatThrownBy(reader::finish).hasMessageContaining("--set train.lr=-1: train.lr: is -1");
  }

  @Test
  void keysOfAFreeSectionAreNotUnknown() {
    SettingsReader reader = reader("sweep.grid { \"train.lr\" = [1, 2], network.name = [a] }");

    Map<String, Object> grid = reader.section("sweep.grid");

    assertThat(grid).containsKey("train.lr");
    reader.finish();
  }

  @Test
  void aSectionMayBeFinishedAlone() {
    SettingsReader reader = reader("train.lr = fast, other = 1, train.x = 2, trainer.y = 3, z = 4");
    reader.real("train.lr", 0.1, 0, 1);
    reader.integer("other", 5, 3, 9);

    assertThatThrownBy(() -> reader.finish("train"))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .extracting(ConfigProblem::key)
                    .containsExactly("train.lr", "train.x"));
    reader.finish("nothing");
  }

  @Test
  void aQuotedKeyIsRefusedInsteadOfOverlooked() {
    SettingsReader reader = reader("\"train.lr\" = 0.5");
    assertThat(reader.real("train.lr", 0.1, 0, 1)).isEqualTo(0.1);

    assertThatThrownBy(reader::finish)
        .hasMessageContaining("test.conf: 1")
        .hasMessageContaining("without quotes, train.lr");
  }

  private static SettingsReader reader(String text) {
    return new SettingsReader(Settings.parse(text, "test.conf"));
  }
}
