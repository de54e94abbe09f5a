package io.convrelu.sweep.space;

import java.util.SplittableRandom;

/** What a dimension of a random space is drawn from. */
interface Domain {

  /** A value, as the settings that it sets. The same stream gives the same value. */
  GridValue draw(SplittableRandom random);

  /** Whether some value sets this key. */
  boolean sets(String key);

  /** Whether a draw may give a key this value, written as {@link CanonicalSettings#text} does. */
  boolean canBe(String key, String value);

  /** The values that a draw may give a key, for people. */
  String values(String key);
}
