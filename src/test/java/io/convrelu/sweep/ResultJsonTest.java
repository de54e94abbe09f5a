package io.convrelu.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.conf.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResultJsonTest {

  private final ResultJson json = new ResultJson();

  @Test
  void everyFieldComesBackNaNAndInfinityIncluded() throws Exception {
    TrialResult result = result("train.lr = 0.1");
    TrialResult diverged = result("fake.ending = diverging, network.name = \"ü \\\" name\"");

    assertThat(json.read(json.write(result))).isEqualTo(result);
    assertThat(json.read(json.write(diverged))).isEqualTo(diverged);
    assertThat(text(diverged))
        .contains("\"testTop1\" : \"NaN\"")
        .contains("\"testLoss\" : \"Infinity\"")
        .contains("\"state\" : \"DIVERGED\"");
  }

  @Test
  void theSameResultIsTheSameText() throws Exception {
    TrialResult result =
        result("network.name = n, train { lr = 0.1, seed = 3 }, fake.ending = well");

    assertThat(json.write(json.read(json.write(result)))).isEqualTo(json.write(result));
  }

  @Test
  void whatIsDamagedIsRefused() throws Exception {
    String text = text(result("train.lr = 0.1"));

    assertRefused("", "has schema version 0");
    assertRefused("{", "is not the JSON of a result");
    assertRefused(text.substring(0, text.length() / 2), "is not the JSON of a result");
    assertRefused(text + "{}", "is not the JSON of a result");
    assertRefused("\0".repeat(text.length()), "is not the JSON of a result");
    assertRefused(text.replace("\"classes\" : 10", "\"classes\" : 11"), "its own checksum");
    assertRefused(text.replace("\"classes\" : 10,", ""), "classes");
    assertRefused(text.replace("\"classes\" : 10", "\"classes\" : null"), "is not the JSON");
    assertRefused(text.replace("\"classes\" : 10", "\"classes\" : \"10\""), "is not the JSON");
    assertRefused(text.replace("\"classes\" : 10", "\"classes\" : 10, \"x\" : 1"), "\"x\"");
    assertRefused(text.replace("COMPLETED", "FINISHED"), "TrialState");
    assertRefused("{\"schemaVersion\" : 1}", "has no result");
    assertRefused(
        text.replace("\"schemaVersion\" : 1", "\"schemaVersion\" : 2"),
        "has schema version 2, this program reads 1");
  }

  private void assertRefused(String text, String reason) {
    assertThatThrownBy(() -> json.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(reason);
  }

  private String text(TrialResult result) throws IOException {
    return new String(json.write(result), StandardCharsets.UTF_8);
  }

  private static TrialResult result(String conf) throws InterruptedException {
    return Results.of(new Trial("abc", Settings.parse(conf, "test.conf"), "unused"));
  }
}
