package io.convrelu.data.storage;

import io.convrelu.conf.SettingsReader;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much heap the shards of one JVM may take together; what does not fit goes to a file. */
public sealed interface ShardMemory extends Serializable {

  /** The part of the heap that Spark itself keeps for storage. */
  ShardMemory AUTO = new Auto();

  /** The limit in this JVM, in bytes. */
  long bytes();

  /** Reads a setting; {@link #AUTO} where it is not given. */
  static ShardMemory read(SettingsReader reader, String key) {
    String text = reader.text(key, "auto");
    Optional<ShardMemory> memory = parse(text);
    if (memory.isEmpty()) {
      reader.problem(
          key, "is '" + text + "', allowed: auto, or a size with its unit: 512m, 4g, 0k for none");
    }
    return memory.orElse(AUTO);
  }

  /**
   * {@code auto}, or a whole number of up to 7 digits with a unit: {@code k}, {@code m} or {@code
   * g}, powers of 1024, upper or lower case; empty for anything else.
   */
  static Optional<ShardMemory> parse(String text) {
    if (text.equalsIgnoreCase("auto")) {
      return Optional.of(AUTO);
    }
    Matcher size = Fixed.FORMAT.matcher(text);
    if (!size.matches()) {
      return Optional.empty();
    }
    int unit = Fixed.UNITS.indexOf(size.group(2).toLowerCase(Locale.ROOT)) + 1;
    return Optional.of(new Fixed(Long.parseLong(size.group(1)) << (10 * unit)));
  }

  /** See {@link SparkHeap#kept}. */
  record Auto() implements ShardMemory {

    @Override
    public long bytes() {
      return SparkHeap.ofThisJvm().kept();
    }
  }

  /**
   * A size. Counts as {@link SparkHeap#most} where it is larger: Spark would drop shards that it
   * has no room for, and they would be read again in every round.
   *
   * @param size in bytes
   */
  record Fixed(long size) implements ShardMemory {

    private static final String UNITS = "kmg";

    private static final Pattern FORMAT = Pattern.compile("([0-9]{1,7})([kmgKMG])");

    public Fixed {
      if (size < 0) {
        throw new IllegalArgumentException("a size of " + size + " bytes");
      }
    }

    @Override
    public long bytes() {
      return Math.min(size, SparkHeap.ofThisJvm().most());
    }
  }
}
