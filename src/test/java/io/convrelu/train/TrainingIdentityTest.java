package io.convrelu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.conf.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingIdentityTest {

  @Test
  void aDefaultThatIsSpelledOutIsTheSame() {
    String json = identity("abc").toJson();

    assertThat(identity("abc", "train.lr=1e-1", "train.lr-steps=[150,250]").toJson())
        .isEqualTo(json);
    assertThat(json)
        .startsWith("{\"activation.")
        .contains("\"data\":\"abc\"", "\"train.lr\":\"0.1\"", "\"train.workers\":\"2\"")
        .doesNotContain("\n");
  }

  @Test
  void theNumberOfEpochsAndTheCheckpointsThemselvesMayChange() {
    String json = identity("abc", "train.epochs=3").toJson();

    assertThatCode(
            () ->
                identity(
                        "abc",
                        "train.epochs=9",
                        "train.checkpoint-rounds=5",
                        "train.checkpoints-kept=1")
                    .requireSame(json, "here"))
        .doesNotThrowAnyException();
  }

  @Test
  void everyKeyThatDiffersIsNamedWithBothValues() {
    String json = identity("abc", "train.lr=0.2", "train.workers=4").toJson();

    assertThatThrownBy(
            () -> identity("abd", "train.lr=0.3", "train.workers=4").requireSame(json, "here"))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems().stream().map(ConfigProblem::toString))
                    .satisfiesExactly(
                        data ->
                            assertThat(data)
                                .startsWith("here: data: ")
                                .contains("fingerprint abc", "with abd"),
                        lr ->
                            assertThat(lr)
                                .startsWith("here: train.lr: is 0.2 there and 0.3 now; ")));
  }

  @Test
  void aSettingThatOnlyOneOfTwoProgramsKnowsIsADifference() {
    String older = identity("abc").toJson().replace("\"train.lr\":\"0.1\",", "");
    String newer = identity("abc").toJson().replace("{", "{\"train.new-one\":\"5\",");

    assertThatThrownBy(() -> identity("abc").requireSame(older, "here"))
        .hasMessageContaining("train.lr: is not known to the program that wrote it there and 0.1");
    assertThatThrownBy(() -> identity("abc").requireSame(newer, "here"))
        .hasMessageContaining("train.new-one: is 5 there and not known to this program now");
  }

  private static TrainingIdentity identity(String fingerprint, String... settings) {
    return TrainingIdentity.of(
        TrainingPlan.of(Settings.EMPTY.with(List.of(settings))), fingerprint);
  }
}
