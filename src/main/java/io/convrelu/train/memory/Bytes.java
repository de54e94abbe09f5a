package io.convrelu.train.memory;

import java.util.Locale;

/** Amounts of memory as Spark and Java write them. */
public final class Bytes {

  static final long MEGABYTE = 1L << 20;

  private static final long STEP = 100 * MEGABYTE;
  private static final double SPARE = 1.1;

  private Bytes() {}

  /** For people: {@code 384m}, {@code 2.3g}. */
  public static String shown(long bytes) {
    long megabytes = (bytes + MEGABYTE - 1) / MEGABYTE;
    return megabytes < 1024
        ? megabytes + "m"
        : String.format(Locale.ROOT, "%.1fg", megabytes / 1024.0);
  }

  /** For a setting: a tenth more, in whole steps of 100 MB. */
  static String sufficient(long bytes) {
    long steps = (long) Math.ceil(bytes * SPARE / STEP);
    return steps * (STEP / MEGABYTE) + "m";
  }
}
