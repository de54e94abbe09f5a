package io.convrelu.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CharAlphabetTest {

  private final CharAlphabet alphabet = new CharAlphabet();

  @Test
  void codesArePositionsInThePaper() {
    assertThat(CharAlphabet.CHARACTERS).hasSize(CharAlphabet.SIZE);
    assertThat(alphabet.encode("az09")).containsExactly(1, 26, 27, 36);
    assertThat(alphabet.encode("-,;")).containsExactly(37, 38, 39);
    assertThat(alphabet.encode("\\|_")).containsExactly(47, 48, 49);
    assertThat(alphabet.encode("}\n")).containsExactly(69, 70);
  }

  @Test
  void everyCodeButThatOfTheSecondHyphenIsUsed() {
    Set<Integer> used = new HashSet<>();
    CharAlphabet.CHARACTERS.chars().forEach(c -> used.add(alphabet.code(c)));
    assertThat(used).hasSize(CharAlphabet.SIZE - 1).doesNotContain(CharAlphabet.UNUSED, 0);
    assertThat(CharAlphabet.CHARACTERS.charAt(CharAlphabet.UNUSED - 1)).isEqualTo('-');
  }

  @Test
  void textsAreLowerCasedAndOtherCharactersAreZero() {
    assertThat(alphabet.encode("A Bé\t😀!")).containsExactly(1, 0, 2, 0, 0, 0, 41);
  }

  @Test
  void longTextsAreCutAfter1014Characters() {
    assertThat(alphabet.encode("😀".repeat(1000) + "b".repeat(1000))).hasSize(1014).endsWith(2, 2);
    assertThat(alphabet.encode("a".repeat(1013))).hasSize(1013);
    assertThat(alphabet.encode("")).isEmpty();
  }
}
