package io.convrelu.cli;

import java.time.Duration;
import java.util.Optional;

/**
 * How long something will still take, from how fast it has gone on since the first look. What was
 * done before, perhaps days ago by another run, does not count.
 */
final class TimeLeft {

  private double firstDone = Double.NaN;
  private long firstNanos;

  /**
   * An estimate; none at the first look.
   *
   * @param done share of the whole, 0 to 1
   * @param nanos of {@link System#nanoTime}
   */
  Optional<Duration> at(double done, long nanos) {
    if (Double.isNaN(firstDone)) {
      firstDone = done;
      firstNanos = nanos;
    }
    if (done <= firstDone) {
      return Optional.empty();
    }
    double seconds = (nanos - firstNanos) * 1e-9;
    return Optional.of(Duration.ofSeconds((long) (seconds * (1 - done) / (done - firstDone))));
  }
}
