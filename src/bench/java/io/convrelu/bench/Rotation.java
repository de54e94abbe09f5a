package io.convrelu.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Contenders that are compared with each other: all are started and warmed up, then measured in
 * turn, again and again, so that what changes on the machine meets all alike.
 */
final class Rotation {

  private final Plan plan;
  private final Launcher launcher;
  private final PrintStream progress;
  private final List<String> failures = new ArrayList<>();

  Rotation(Plan plan, Launcher launcher, PrintStream progress) {
    this.plan = plan;
    this.launcher = launcher;
    this.progress = progress;
  }

  /** One message a contender that failed; it is missing from the measurements. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  Map<Contender, Measurement> measure(Collection<Contender> contenders) throws IOException {
    List<Contest> contests = new ArrayList<>();
    try {
      for (Contender contender : contenders) {
        start(contender, contests);
      }
      for (int repetition = 1; repetition <= plan.repetitions(); repetition++) {
        round(repetition, contests);
      }
      Map<Contender, Measurement> measurements = new LinkedHashMap<>();
      for (Contest contest : contests) {
        try {
          measurements.put(contest.contender(), contest.measurement());
        } catch (WorkerFailure e) {
          fail(e);
        }
      }
      return measurements;
    } finally {
      contests.forEach(Contest::close);
    }
  }

  private void start(Contender contender, List<Contest> contests) {
    progress.println("  warming up " + contender.name());
    try {
      contests.add(new Contest(contender, plan, launcher));
    } catch (WorkerFailure e) {
      fail(e);
    }
  }

  private void round(int repetition, List<Contest> contests) throws IOException {
    for (Contest contest : List.copyOf(contests)) {
      if (contest.wantsMore()) {
        try {
          double speed = contest.repeat();
          progress.printf(
              Locale.ROOT,
              "  %d/%d %-36s %8.1f examples/s   load %s%n",
              repetition,
              plan.repetitions(),
              contest.contender().name(),
              speed,
              Machine.load());
        } catch (WorkerFailure e) {
          fail(e);
          contests.remove(contest);
          contest.close();
        }
      }
    }
  }

  private void fail(WorkerFailure failure) {
    failures.add(failure.getMessage());
    progress.println("  " + failure.getMessage());
  }
}
