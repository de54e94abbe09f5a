package io.convrelu.sweep.trial;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** When a trial began, by the calendar and by a clock that nobody sets. */
public final class TrialClock {

  private final Instant started;
  private final long nanos;

  private TrialClock(Instant started, long nanos) {
    this.started = started;
    this.nanos = nanos;
  }

  /** Begins now. */
  public static TrialClock start() {
    return new TrialClock(now(), System.nanoTime());
  }

  /** In UTC, ISO 8601. */
  public String started() {
    return started.toString();
  }

  /** Now, likewise. */
  public String ended() {
    return now().toString();
  }

  /** Seconds since. */
  public double seconds() {
    return (System.nanoTime() - nanos) / 1e9;
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }
}
