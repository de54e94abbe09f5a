package io.convrelu.cli;

import io.convrelu.sweep.provenance.CodeVersion;
import io.convrelu.sweep.rerun.Difference;
import io.convrelu.sweep.result.TrialResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Tells people how a trial that is trained again compares with what is recorded of it. */
final class RerunReport {

  /** Differences that are told besides the first. */
  private static final int MORE = 20;

  private final PrintWriter out;
  private final TrialResult recorded;

  RerunReport(PrintWriter out, TrialResult recorded) {
    this.out = out;
    this.recorded = recorded;
  }

  /** Which trial it is, and what is not as it was. */
  void before(List<Difference> circumstances) {
    out.printf(
        Locale.ROOT,
        "trial %s: %s on %s, %s, seed %d, %d epochs%s%n",
        recorded.trial(),
        recorded.network(),
        recorded.dataset(),
        recorded.activation(),
        recorded.seed(),
        recorded.epochs(),
        recorded.provenance().start().map(time -> ", trained " + time).orElse(""));
    if (!recorded.provenance().recorded()) {
      out.println("code, machine and defaults of the first training are not recorded");
    } else if (circumstances.isEmpty()) {
      out.printf("same %s, configuration, data, machine and cluster%n", code());
    }
    circumstances.forEach(difference -> out.println("other " + difference));
    out.flush();
  }

  /** Two builds of a commit are the same code if nothing was changed since. */
  private String code() {
    String tree = recorded.provenance().code().tree();
    return tree.equals(CodeVersion.CLEAN) ? "code" : "commit, tree " + tree;
  }

  /** What came out otherwise. */
  void after(List<Difference> differences) {
    if (differences.isEmpty()) {
      out.printf(
          Locale.ROOT,
          "identical: losses and accuracies of %d epochs%nparameters sha256: %s%n",
          recorded.curve().size(),
          recorded.parametersSha256());
    } else {
      out.println("different, first at " + differences.get(0));
      differences.stream()
          .skip(1)
          .limit(MORE)
          .forEach(difference -> out.println("  " + difference));
      if (differences.size() > MORE + 1) {
        out.println("  and " + (differences.size() - MORE - 1) + " more");
      }
    }
    out.flush();
  }
}
