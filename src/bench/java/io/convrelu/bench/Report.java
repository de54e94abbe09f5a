package io.convrelu.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints what was measured, and writes the CSV file. */
final class Report {

  /** Above this share of processor time taken by others a measurement is marked. */
  private static final double FOREIGN = 0.03;

  private Report() {}

  /**
   * The table of figures: medians, the range of the ratio over turns, the goals; and whether what
   * must be is reached, if the machine was quiet when the two sides were measured.
   */
  static void printFigures(List<Comparison> comparisons, PrintStream out) {
    out.printf(
        "%n%-44s %12s %12s %-10s %7s  %-13s %-7s %s%n",
        "figure", "ours", "peer", "", "ratio", "min–max", "aim", "must");
    for (Comparison comparison : comparisons) {
      Samples turns = comparison.ratioByTurn();
      out.printf(
          Locale.ROOT,
          "%-44s %12.1f %12.1f %-10s %7.2f  %-13s %-7s %s%n",
          comparison.title(),
          new Samples(comparison.ours()).median(),
          new Samples(comparison.peer()).median(),
          comparison.unit(),
          comparison.ratio(),
          String.format(Locale.ROOT, "%.2f–%.2f", turns.min(), turns.max()),
          comparison.goals().map(goals -> goals.aim().toString()).orElse(""),
          comparison.goals().map(goals -> judged(goals.must(), comparison)).orElse(""));
    }
  }

  /** A line a process: speed, range, loss, memory, and what else ran meanwhile. */
  static void printProcesses(Collection<Measurement> measurements, PrintStream out) {
    out.printf(
        "%n%-36s %6s %11s %-13s %9s %-17s %9s %7s%n",
        "process",
        "batch",
        "examples/s",
        "min–max",
        "params",
        "loss first → last",
        "peak MiB",
        "others");
    for (Measurement measurement : measurements) {
      Samples speed = new Samples(measurement.examplesPerSecond());
      out.printf(
          Locale.ROOT,
          "%-36s %6s %11.1f %-13s %9d %-17s %9.0f %6.1f%%%s%n",
          measurement.contender().name(),
          batch(measurement.contender()),
          speed.median(),
          String.format(Locale.ROOT, "%.1f–%.1f", speed.min(), speed.max()),
          measurement.parameters(),
          String.format(
              Locale.ROOT, "%.3f → %.3f", measurement.firstLoss(), measurement.lastLoss()),
          measurement.peakKibibytes() / 1024.0,
          measurement.foreignShare() * 100,
          disturbed(measurement) ? " not quiet" : "");
      out.println("    " + facts(measurement));
    }
  }

  /** What makes a comparison doubtful. */
  static List<String> doubts(Collection<Measurement> measurements, List<Figure> figures) {
    List<String> doubts = new ArrayList<>();
    if (measurements.stream().anyMatch(Report::disturbed)) {
      doubts.add(
          "other programs took processor time while this was measured; a two-threaded process"
              + " suffers most from that, so the ratios favour ours. Repeat on a quiet machine");
    }
    for (Figure figure : figures) {
      if (figure.ours().settings().activation() != figure.peer().settings().activation()) {
        continue;
      }
      List<Long> sizes =
          measurements.stream()
              .filter(m -> List.of(figure.ours(), figure.peer()).contains(m.contender()))
              .map(Measurement::parameters)
              .distinct()
              .toList();
      if (sizes.size() > 1) {
        doubts.add(figure.id() + " compares networks of different size: " + sizes);
      }
    }
    return doubts;
  }

  /** Writes {@code figure,ours,peer,ratio}; the file appears whole or not at all. */
  static void writeCsv(List<Comparison> comparisons, Path file) throws IOException {
    List<String> lines = new ArrayList<>(List.of("figure,ours,peer,ratio"));
    for (Comparison comparison : comparisons) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%s,%.4f,%.4f,%.4f",
              comparison.id(),
              new Samples(comparison.ours()).median(),
              new Samples(comparison.peer()).median(),
              comparison.ratio()));
    }
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    Files.write(partial, lines);
    Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String judged(Goal must, Comparison comparison) {
    if (comparison.foreignShare() > FOREIGN) {
      return must + " not judged";
    }
    return must + (must.reachedBy(comparison.ratio()) ? " yes" : " NO");
  }

  private static boolean disturbed(Measurement measurement) {
    return measurement.foreignShare() > FOREIGN;
  }

  private static String facts(Measurement measurement) {
    return measurement.facts().entrySet().stream()
        .map(fact -> fact.getKey() + " " + fact.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String batch(Contender contender) {
    int workers = contender.settings().workers();
    return (workers > 1 ? workers + "×" : "") + contender.settings().batch();
  }
}
