package io.convrelu.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.Settings;
import io.convrelu.conf.SettingsReader;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackingSettingsTest {

  @Test
  void nothingIsFollowedUnlessAskedFor() {
    TrackingSettings tracking = read("");

    assertThat(tracking.mlflow()).isEmpty();
    assertThat(tracking.tensorBoardFolder("here")).isEmpty();
    assertThat(read("sweep.tensorboard = false").tensorBoardFolder("here")).isEmpty();
  }

  @Test
  void eventFilesLieInTheOutputOrWhereAskedFor() {
    assertThat(read("sweep.tensorboard = true").tensorBoardFolder("here")).contains("here");
    assertThat(read("sweep.tensorboard = \"s3a://b/events\"").tensorBoardFolder("here"))
        .contains("s3a://b/events");
  }

  @Test
  void anMlflowServerIsAnAddress() {
    TrackingSettings tracking =
        read("sweep.mlflow { uri = \"https://host:5000/base\", experiment = paper }");

    assertThat(tracking.mlflow()).contains(URI.create("https://host:5000/base"));
    assertThat(tracking.experiment()).isEqualTo("paper");
    assertThat(read("sweep.mlflow.uri = \"http://host\"").experiment()).isEqualTo("convrelu");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host:5000",
        "localhost",
        "ftp://host",
        "http://",
        "http:/host",
        "http://host:x",
        "http://ho st",
        "databricks",
        "./mlruns",
        "http://host?a=b"
      })
  void whatIsNoAddressIsTold(String uri) {
    assertThatThrownBy(() -> read("sweep.mlflow.uri = \"" + uri + "\""))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("test: 1: sweep.mlflow.uri: is '" + uri + "', allowed:");
  }

  @Test
  void passwordsStayOutOfSettings() {
    assertThatThrownBy(() -> read("sweep.mlflow.uri = \"http://me:secret@host\""))
        .hasMessageContaining("MLFLOW_TRACKING_TOKEN")
        .hasMessageNotContaining("secret");
  }

  @Test
  void anExperimentWithoutAServerIsTold() {
    assertThatThrownBy(() -> read("sweep.mlflow.experiment = paper"))
        .hasMessageContaining("sweep.mlflow.uri: is missing");
    assertThatThrownBy(() -> read("sweep.mlflow.url = \"http://host\""))
        .hasMessageContaining("sweep.mlflow.url: unknown key");
  }

  private static TrackingSettings read(String text) {
    SettingsReader reader = new SettingsReader(Settings.parse(text, "test"));
    TrackingSettings tracking = TrackingSettings.read(reader);
    reader.finish();
    return tracking;
  }
}
