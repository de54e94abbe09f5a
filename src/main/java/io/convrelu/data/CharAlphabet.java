package io.convrelu.data;

import java.util.Arrays;

/**
 * The alphabet of character-level networks: X. Zhang, J. Zhao, Y. LeCun, "Character-level
 * Convolutional Networks for Text Classification", NIPS 2015, section 2.2. The paper lists 69
 * characters and counts the line break as the seventieth. Its list has '-' twice, so 69 characters
 * are distinct; like the paper's we keep 70 positions, so that a network has the published number
 * of input channels. A character's code is its first position in the list, counted from 1: the
 * position of the second '-' ({@value #UNUSED}) never occurs.
 *
 * <p>A text is lower-cased character by character, without regard to language. A character outside
 * the alphabet, a blank among them, has the code 0 and is all zeros in one-hot form. Texts are
 * coded from their beginning, in reading order.
 */
public final class CharAlphabet {

  /** Positions, and input channels of a network: codes go from 1 to this. */
  public static final int SIZE = 70;

  /** The code that no character has. */
  public static final int UNUSED = 60;

  /** The characters in the order of their codes. */
  public static final String CHARACTERS =
      "abcdefghijklmnopqrstuvwxyz0123456789-,;.!?:'\"/\\|_@#$%^&*~`+-=<>()[]{}\n";

  private static final int TABLE = 128;

  private final byte[] codes = new byte[TABLE];

  public CharAlphabet() {
    for (int position = SIZE; position >= 1; position--) {
      codes[CHARACTERS.charAt(position - 1)] = (byte) position;
    }
  }

  /** The code of one Unicode character (code point), 0 when it is outside the alphabet. */
  public int code(int character) {
    int lower = Character.toLowerCase(character);
    return lower < TABLE ? codes[lower] : 0;
  }

  /**
   * Codes of a text, one byte a Unicode character, at most {@link ExampleSchema#MAX_CODES}; what is
   * longer is cut off.
   */
  public byte[] encode(String text) {
    byte[] encoded = new byte[Math.min(text.length(), ExampleSchema.MAX_CODES)];
    int length = 0;
    for (int at = 0; at < text.length() && length < encoded.length; ) {
      int character = text.codePointAt(at);
      encoded[length++] = (byte) code(character);
      at += Character.charCount(character);
    }
    return length == encoded.length ? encoded : Arrays.copyOf(encoded, length);
  }
}
