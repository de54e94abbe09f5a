package io.convrelu.sweep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.convrelu.conf.Settings;
import io.convrelu.data.Sha256;
import io.convrelu.sweep.Results;
import io.convrelu.sweep.provenance.Provenance;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.trial.Trial;
import java.io.IOException;
import java.io.InputStream;
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
  void aResultOfVersion1SaysWhatWasNotRecordedThen() throws Exception {
    TrialResult result = json.read(versionOne());

    assertThat(result.trial()).isEqualTo("24353663d65b");
    assertThat(result.testTop1()).isEqualTo(0.646);
    assertThat(result.settings()).containsEntry("train.lr-steps", "[4]");
    assertThat(result.curve()).hasSize(6);
    assertThat(result.curve().get(0).deadUnits()).isEqualTo(6.109220718326646E-5);
    assertThat(result.curve()).allSatisfy(point -> assertThat(point.classifierSparsity()).isNaN());
    assertThat(result.attempts()).isEqualTo(1);
    assertThat(result.averagingOverhead()).isNaN();
    assertThat(result.provenance()).isEqualTo(Provenance.NOT_RECORDED);
    assertThat(json.read(json.write(result))).isEqualTo(result);
  }

  @Test
  void aDamagedResultOfVersion1IsRefused() throws Exception {
    String text = new String(versionOne(), StandardCharsets.UTF_8);

    assertRefused(text.replace("0.646", "0.746"), "its own checksum");
    assertRefused(text.replace("\"testTop1\" : 0.646,", ""), "testTop1");
    assertRefused(
        text.replace("\"schemaVersion\" : 1", "\"schemaVersion\" : 2"), "is not the JSON");
  }

  @Test
  void theChecksumIsOfTheTextWhateverJavaMakesOfItsNumbers() throws Exception {
    String text = text(result("train.lr = 0.1"));
    String content =
        text.substring(text.indexOf("\"result\"")).replace("2.3", "2.2999999999999998");
    String compact = new ObjectMapper().readTree("{" + content).path("result").toString();

    String other =
        "{\"schemaVersion\": 2, \"sha256\": \""
            + Sha256.hex(
                compact.replace("2.3", "2.2999999999999998").getBytes(StandardCharsets.UTF_8))
            + "\", "
            + content;

    assertThat(json.read(other.getBytes(StandardCharsets.UTF_8)).curve().get(0).trainLoss())
        .isEqualTo(2.3);
  }

  private byte[] versionOne() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("result-version-1.json")) {
      return in.readAllBytes();
    }
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
    assertRefused("{\"schemaVersion\" : 2}", "has no result");
    assertRefused(
        text.replace("\"schemaVersion\" : 2", "\"schemaVersion\" : 3"),
        "has schema version 3, this program reads 1 to 2");
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
