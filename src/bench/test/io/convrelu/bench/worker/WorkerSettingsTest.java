package io.convrelu.bench.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkerSettingsTest {

  @Test
  void argumentsParseToTheSameSettings() {
    WorkerSettings settings =
        new WorkerSettings(
            BenchNetwork.CHAR_CNN_SMALL,
            BenchActivation.CONV_RELU,
            Work.STOCK_STEPS,
            Precision.BFLOAT16,
            2,
            1,
            64,
            Optional.of(Path.of("a folder=x")));
    assertThat(WorkerSettings.parse(settings.arguments().toArray(new String[0])))
        .isEqualTo(settings);
  }

  @Test
  void namesTheMissingKey() {
    assertThatThrownBy(() -> WorkerSettings.parse("data=", "network=vgg_16"))
        .hasMessageContaining("no activation=VALUE");
  }
}
