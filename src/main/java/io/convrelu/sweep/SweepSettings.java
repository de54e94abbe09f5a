package io.convrelu.sweep;

import io.convrelu.conf.SettingsReader;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a sweep runs its trials: scalars of the section {@code sweep}.
 *
 * @param concurrentTrials trials at once at most; empty for as many as keep all slots busy
 * @param retries attempts after the first that failed
 * @param timeLimit wall time of one attempt; empty for none
 * @param consecutiveFailures trials that end by failing, one after the other, after which the sweep
 *     gives up
 */
public record SweepSettings(
    Optional<Integer> concurrentTrials,
    int retries,
    Optional<Duration> timeLimit,
    int consecutiveFailures) {

  private static final String AUTO = "auto";
  private static final String NONE = "none";
  private static final Pattern LIMIT = Pattern.compile("([1-9][0-9]{0,5})(s|m|h|d)");

  /** Reads the keys; what is wrong becomes a problem of the reader. */
  public static SweepSettings read(SettingsReader reader) {
    return new SweepSettings(
        concurrentTrials(reader),
        reader.integer("sweep.retries", 1, 0, 100),
        timeLimit(reader),
        reader.integer("sweep.consecutive-failures", 10, 1, 1_000_000));
  }

  private static Optional<Integer> concurrentTrials(SettingsReader reader) {
    String key = "sweep.concurrent-trials";
    String text = reader.text(key, AUTO);
    if (text.equals(AUTO)) {
      return Optional.empty();
    }
    if (text.matches("[1-9][0-9]{0,3}")) {
      return Optional.of(Integer.valueOf(text));
    }
    reader.problem(key, "is '" + text + "', allowed: auto, or a whole number from 1 to 9999");
    return Optional.empty();
  }

  private static Optional<Duration> timeLimit(SettingsReader reader) {
    String key = "sweep.time-limit";
    String text = reader.text(key, NONE);
    if (text.equals(NONE)) {
      return Optional.empty();
    }
    Matcher limit = LIMIT.matcher(text.toLowerCase(Locale.ROOT));
    if (!limit.matches()) {
      reader.problem(
          key, "is '" + text + "', allowed: none, or a time with its unit: 90s, 30m, 12h, 2d");
      return Optional.empty();
    }
    long number = Long.parseLong(limit.group(1));
    return Optional.of(
        switch (limit.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        });
  }
}
