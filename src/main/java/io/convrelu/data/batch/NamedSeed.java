package io.convrelu.data.batch;

import java.util.SplittableRandom;

/**
 * Derives independent random streams from one seed, each with a name and numbers of its own, so
 * that no two uses of randomness share a stream and adding one never shifts another. The mixing
 * function is the finalizer of SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable
 * pseudorandom number generators").
 */
public final class NamedSeed {

  private NamedSeed() {}

  /**
   * The seed of one use.
   *
   * @param seed the experiment's seed
   * @param name of the use, for example {@code order}
   * @param numbers that tell its instances apart, for example epoch and worker
   */
  public static long derive(long seed, String name, long... numbers) {
    long state = mix(seed + 0x9E3779B97F4A7C15L);
    for (int i = 0; i < name.length(); i++) {
      state = mix(state ^ name.charAt(i));
    }
    for (long number : numbers) {
      state = mix(state + 0x9E3779B97F4A7C15L + number);
    }
    return state;
  }

  /** A random stream of its own for one use. */
  public static SplittableRandom random(long seed, String name, long... numbers) {
    return new SplittableRandom(derive(seed, name, numbers));
  }

  private static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }
}
