package io.convrelu.sweep.store;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * What a lock file says.
 *
 * @param owner unique to one sweep in one JVM
 * @param process where the owner runs, for people: {@code pid@host}
 * @param renewed when the owner last showed that it lives, by its own clock
 */
public record LockRecord(String owner, String process, String renewed) {

  /** A record of this JVM, under a new name. */
  public static LockRecord ofThisProcess() {
    String process = ManagementFactory.getRuntimeMXBean().getName();
    return new LockRecord(UUID.randomUUID().toString(), process, Instant.now().toString());
  }

  /** From the bytes of a lock file; of a damaged one, whatever can be told. */
  static LockRecord parse(byte[] bytes) {
    String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
    return new LockRecord(
        lines[0],
        lines.length > 1 ? lines[1] : "an unknown process",
        lines.length > 2 ? lines[2] : "an unknown time");
  }

  /** The same owner, alive now. */
  LockRecord renewedNow() {
    return new LockRecord(owner, process, Instant.now().toString());
  }

  byte[] bytes() {
    return (owner + "\n" + process + "\n" + renewed + "\n").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return process + ", last seen " + renewed;
  }
}
