package io.convrelu.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How long the machine's processors were busy since it started, all processes together, and how
 * long in all; of the first line of /proc/stat. Time stolen by a hypervisor counts as busy.
 *
 * @param busy in seconds, summed over processors
 * @param total in seconds, summed over processors
 */
record ProcessorTime(double busy, double total) {

  private static final int TICKS_A_SECOND = 100;
  private static final List<Integer> IDLE_AND_WAITING = List.of(4, 5);
  private static final int STEAL = 8;

  static ProcessorTime now() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/stat"))) {
      List<String> words = List.of(lines.findFirst().orElseThrow().trim().split(" +"));
      long busy = 0;
      long total = 0;
      for (int column = 1; column <= STEAL; column++) {
        long ticks = Long.parseLong(words.get(column));
        total += ticks;
        busy += IDLE_AND_WAITING.contains(column) ? 0 : ticks;
      }
      return new ProcessorTime((double) busy / TICKS_A_SECOND, (double) total / TICKS_A_SECOND);
    }
  }

  /** Share of all processor time between two moments that went to others than one process. */
  double foreignShareUntil(ProcessorTime end, Duration own) {
    double elapsed = end.total - total;
    double foreign = end.busy - busy - own.toNanos() * 1e-9;
    return elapsed > 0 ? Math.max(0, foreign / elapsed) : 0;
  }
}
