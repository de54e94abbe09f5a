package io.convrelu.report;

import io.convrelu.report.statistics.Holm;
import io.convrelu.report.statistics.PairedTest;
import io.convrelu.sweep.result.MeanInterval;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A difference between two configurations, paired over seeds, and what may be said of it.
 *
 * @param test of the differences
 * @param adjustedP of the paired t-test, corrected by Holm's procedure; NaN where there is no p
 * @param comparisons how many were corrected together, m
 */
public record Comparison(PairedTest test, double adjustedP, int comparisons) {

  /** What is called significant: at most so often by chance, in any of the comparisons. */
  public static final double LEVEL = 0.05;

  /** What may be said. */
  public enum Verdict {
    /** Significantly above the reference. */
    ABOVE,
    /** Significantly below the reference. */
    BELOW,
    /** Not significant; no proof of equality. */
    OPEN,
    /** One pair, or no spread at all: there is no test. */
    UNTESTED
  }

  /** Mean of the differences and its 95% interval, which is not corrected. */
  public MeanInterval difference() {
    return test.difference();
  }

  /** What may be said at the level of 5%, corrected. */
  public Verdict verdict() {
    if (Double.isNaN(adjustedP)) {
      return Verdict.UNTESTED;
    }
    if (adjustedP > LEVEL) {
      return Verdict.OPEN;
    }
    return difference().mean() > 0 ? Verdict.ABOVE : Verdict.BELOW;
  }

  /**
   * Corrects tests that belong together.
   *
   * @param tests one or none for each entry of a table
   * @return the same places, corrected over all tests that have a p-value
   */
  public static List<Optional<Comparison>> correct(List<Optional<PairedTest>> tests) {
    List<Double> p =
        tests.stream().flatMap(Optional::stream).map(PairedTest::p).filter(Comparison::is).toList();
    Iterator<Double> adjusted = Holm.adjust(p).iterator();
    List<Optional<Comparison>> corrected = new ArrayList<>();
    for (Optional<PairedTest> test : tests) {
      corrected.add(
          test.map(t -> new Comparison(t, is(t.p()) ? adjusted.next() : Double.NaN, p.size())));
    }
    return corrected;
  }

  private static boolean is(double p) {
    return !Double.isNaN(p);
  }
}
