package io.convrelu.bench;

import io.convrelu.bench.worker.Precision;
import io.convrelu.bench.worker.WorkerSettings;
import java.util.Locale;

/**
 * One process of a comparison.
 *
 * @param program whose classes it runs
 * @param settings what it does
 * @param mostRepetitions after which it is not asked again
 */
record Contender(Program program, WorkerSettings settings, int mostRepetitions) {

  /** Which main class and class path. */
  enum Program {
    OURS,
    PEER
  }

  /** One that is asked as often as any other. */
  static Contender of(Program program, WorkerSettings settings) {
    return new Contender(program, settings, Integer.MAX_VALUE);
  }

  /** The same in another precision. */
  Contender in(Precision precision) {
    return new Contender(program, settings.in(precision), mostRepetitions);
  }

  /** For tables and log files. */
  String name() {
    String side = program.name().toLowerCase(Locale.ROOT);
    String network = settings.network().id() + "-" + settings.activation().id();
    return switch (program) {
      case OURS ->
          side + "-" + network + "-" + settings.work().id() + "-" + settings.workers() + "w";
      case PEER -> side + "-" + network + "-" + settings.precision().id();
    };
  }
}
