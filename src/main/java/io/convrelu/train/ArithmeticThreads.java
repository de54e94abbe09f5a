package io.convrelu.train;

import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many threads the native arithmetic of one worker uses. It must be one: the number changes the
 * order of sums and so the bits of a result, and one worker a core is faster than several threads a
 * worker. Native libraries read it from the environment when they are loaded, so that a JVM cannot
 * correct it any more; it can only say what to set.
 */
public final class ArithmeticThreads {

  /** The environment variable that sets it. */
  public static final String VARIABLE = "OMP_NUM_THREADS";

  /** The only value with which results are the same everywhere. */
  public static final String ONE = "1";

  private static final Logger LOG = LoggerFactory.getLogger(ArithmeticThreads.class);

  private ArithmeticThreads() {}

  /** Warns, once a JVM, when this JVM's environment asks for other than one thread. */
  public static void check() {
    Warning.GIVEN.ifPresent(LOG::debug);
  }

  private static final class Warning {
    static final Optional<String> GIVEN = give();

    private static Optional<String> give() {
      Optional<String> advice = advice(System.getenv());
      advice.ifPresent(LOG::warn);
      return advice;
    }
  }

  /** What to set, and why; empty when the environment is right. */
  static Optional<String> advice(Map<String, String> environment) {
    String value = environment.getOrDefault(VARIABLE, "");
    if (value.strip().equals(ONE)) {
      return Optional.empty();
    }
    return Optional.of(
        VARIABLE
            + (value.isEmpty() ? " is not set" : " is " + value)
            + " in this JVM: results will differ in their last bits from those with one arithmetic"
            + " thread a worker, and training is slower. Start the driver with "
            + VARIABLE
            + "=1 in its environment, and executors with --conf spark.executorEnv."
            + VARIABLE
            + "=1");
  }
}
