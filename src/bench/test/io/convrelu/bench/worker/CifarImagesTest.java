package io.convrelu.bench.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarImagesTest {

  private static final int RECORD = 3073;

  @TempDir Path folder;

  @Test
  void normalizesEachChannelAndReturnsTheLabel() throws IOException {
    byte[] records = new byte[2 * RECORD];
    records[RECORD] = 7;
    records[RECORD + 1] = (byte) 255;
    write(records);
    CifarImages images = CifarImages.read(folder);
    float[] values = new float[3072 + 5];
    assertThat(images.count()).isEqualTo(2);
    assertThat(images.copy(1, values, 5)).isEqualTo(7);
    assertThat(values[5]).isCloseTo((1 - 0.4914f) / 0.2470f, within(1e-6f));
    assertThat(values[6]).isCloseTo(-0.4914f / 0.2470f, within(1e-6f));
    assertThat(values[5 + 1024]).isCloseTo(-0.4822f / 0.2435f, within(1e-6f));
    assertThat(values[5 + 2048]).isCloseTo(-0.4465f / 0.2616f, within(1e-6f));
  }

  @Test
  void refusesATruncatedFile() throws IOException {
    write(new byte[RECORD + 1]);
    assertThatThrownBy(() -> CifarImages.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("data_batch_1.bin has 3074 bytes");
  }

  @Test
  void refusesALabelThatIsNoClass() throws IOException {
    byte[] records = new byte[2 * RECORD];
    records[RECORD] = 10;
    write(records);
    assertThatThrownBy(() -> CifarImages.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("record 1: label 10");
  }

  @Test
  void refusesAFolderWithoutTheFile() {
    assertThatThrownBy(() -> CifarImages.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds no data_batch_1.bin");
  }

  private void write(byte[] records) throws IOException {
    Files.write(folder.resolve("data_batch_1.bin"), records);
  }
}
