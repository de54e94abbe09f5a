package io.convrelu.data.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NamedSeedTest {

  @Test
  void neverChanges() {
    // A change here changes every result that anyone has recorded.
    assertThat(NamedSeed.derive(1, "order", 0, 0)).isEqualTo(NamedSeed.derive(1, "order", 0, 0));
    assertThat(NamedSeed.derive(0, "")).isEqualTo(-2152535657050944081L);
  }

  @Test
  void namesAndNumbersMakeDifferentStreams() {
    Set<Long> seeds = new HashSet<>();
    for (long seed = 0; seed < 10; seed++) {
      for (String name : new String[] {"a", "b", "ab", "ba"}) {
        for (long i = 0; i < 10; i++) {
          for (long j = 0; j < 10; j++) {
            seeds.add(NamedSeed.derive(seed, name, i, j));
          }
        }
      }
    }
    assertThat(seeds).hasSize(10 * 4 * 100);
  }
}
