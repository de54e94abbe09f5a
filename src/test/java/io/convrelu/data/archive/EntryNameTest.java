package io.convrelu.data.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.data.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryNameTest {

  @ParameterizedTest
  @CsvSource({
    "a/b.txt, a/b.txt",
    "./a/b.txt, a/b.txt",
    "a//b/, a/b",
    "./, ''",
    "a/./b, a/b",
    "..a/b.., ..a/b.."
  })
  void plainNamesAreKept(String name, String expected) {
    assertThat(EntryName.checked("x.zip", name)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../a",
        "a/../../b",
        "a/..",
        "/etc/passwd",
        "C:/a",
        "c:a",
        "a\\..\\b",
        "a\u0000b",
        "a\nb"
      })
  void othersAreRefused(String name) {
    assertThatThrownBy(() -> EntryName.checked("x.zip", name))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("x.zip: entry ")
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  @Test
  void endlessNamesAreRefusedInShort() {
    assertThatThrownBy(() -> EntryName.checked("x.zip", "a".repeat(5_000)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("5000 characters")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
  }
}
