package io.convrelu.data.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.Settings;
import io.convrelu.conf.SettingsReader;
import io.convrelu.data.storage.ShardMemory.Fixed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardMemoryTest {

  private static final String KEY = "train.shard-memory";

  @Test
  void sizesHaveUnits() {
    assertThat(ShardMemory.parse("0k")).contains(new Fixed(0));
    assertThat(ShardMemory.parse("3k")).contains(new Fixed(3072));
    assertThat(ShardMemory.parse("512M")).contains(new Fixed(512L << 20));
    assertThat(ShardMemory.parse("9999999g")).contains(new Fixed(9_999_999L << 30));
    assertThat(ShardMemory.parse("auto")).contains(ShardMemory.AUTO);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "512", "m", "-1m", "1.5g", "10000000g", "4 g", "4gb", "automatic"})
  void anythingElseIsNoSize(String text) {
    assertThat(ShardMemory.parse(text)).isEmpty();
  }

  @Test
  void aSettingThatIsNoSizeIsAProblemOfTheConfiguration() {
    assertThat(read("train.shard-memory=64m")).isEqualTo(new Fixed(64L << 20));
    assertThat(ShardMemory.read(new SettingsReader(Settings.EMPTY), KEY))
        .isEqualTo(ShardMemory.AUTO);
    assertThatThrownBy(() -> read("train.shard-memory=512"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(KEY)
        .hasMessageContaining("auto")
        .hasMessageContaining("512m");
  }

  @Test
  void aSizeBeyondWhatSparkCanKeepCountsAsThat() {
    SparkHeap heap = new SparkHeap(1324L << 20, 0.6, 0.5);
    // Of 1024 MB that are not reserved.
    assertThat(heap.kept()).isEqualTo((long) (1024L * 0.3 * (1 << 20)));
    assertThat(heap.most()).isEqualTo((long) (1024L * 0.6 * (1 << 20) * 0.9));
    assertThat(new SparkHeap(100L << 20, 0.6, 0.5).kept()).isZero();

    assertThat(new Fixed(Long.MAX_VALUE).bytes()).isEqualTo(SparkHeap.ofThisJvm().most());
    assertThat(new Fixed(5).bytes()).isEqualTo(5);
    assertThat(ShardMemory.AUTO.bytes()).isEqualTo(SparkHeap.ofThisJvm().kept()).isPositive();
  }

  private static ShardMemory read(String setting) {
    SettingsReader reader = new SettingsReader(Settings.EMPTY.with(List.of(setting)));
    ShardMemory memory = ShardMemory.read(reader, KEY);
    reader.finish();
    return memory;
  }
}
