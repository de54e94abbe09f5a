package io.convrelu.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Keys are a promise: with another formula every prepared data set would come out otherwise. */
class ExampleKeyTest {

  @Test
  void keysAreTheFirstBytesOfSha256() {
    // printf '1:data_batch_1.bin#17' | sha256sum
    ExampleKey key = ExampleKey.of(1, "data_batch_1.bin#17");
    assertThat(Long.toHexString(key.order())).isEqualTo("31bcaa85035ecda1");
    assertThat(Long.toHexString(key.choice())).isEqualTo("552f2729efd79376");
  }
}
