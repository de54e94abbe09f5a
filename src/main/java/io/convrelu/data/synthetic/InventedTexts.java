package io.convrelu.data.synthetic;

import io.convrelu.data.source.SourcePlan.Content;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Texts of 20 to 60 invented words. Three words in ten are of the few that only the text's own
 * class uses, the others of those that all classes share.
 */
record InventedTexts(long seed, int classes) implements ExampleGenerator {

  private static final int SHARED_WORDS = 300;
  private static final int CLASS_WORDS = 12;
  private static final int SHORTEST = 20;
  private static final int LONGEST = 60;
  private static final double CLASS_SHARE = 0.3;
  private static final String CONSONANTS = "bcdfghjklmnpqrstvwxz";
  private static final String VOWELS = "aeiouy";

  /** Syllables of a word: their number of words is well above those needed for 100 classes. */
  private static final int SYLLABLES = 3;

  @Override
  public Content content() {
    return Content.TEXT;
  }

  @Override
  public byte[] generate(int label, SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    int words = random.nextInt(SHORTEST, LONGEST + 1);
    for (int i = 0; i < words; i++) {
      boolean own = random.nextDouble() < CLASS_SHARE;
      int number =
          own
              ? SHARED_WORDS + label * CLASS_WORDS + random.nextInt(CLASS_WORDS)
              : random.nextInt(SHARED_WORDS);
      String word = word(number);
      text.append(
          i == 0 ? word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1) : word);
      text.append(i == words - 1 ? "." : " ");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The word of a number; different numbers have different words. */
  private String word(int number) {
    int space = CONSONANTS.length() * VOWELS.length();
    long all = (long) space * space * space;
    // Multiplying by a number prime to the size of the space goes once through all of it.
    long mixed = Math.floorMod((number + Math.floorMod(seed, all)) * 1_000_003L, all);
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < SYLLABLES; i++) {
      int syllable = (int) (mixed % space);
      mixed /= space;
      word.append(CONSONANTS.charAt(syllable / VOWELS.length()));
      word.append(VOWELS.charAt(syllable % VOWELS.length()));
    }
    return word.toString();
  }
}
