package io.convrelu.bench;

import io.convrelu.bench.worker.BenchNetwork;
import io.convrelu.bench.worker.Precision;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Ours and the peer side by side; started by jobs/bench.sh. */
@Command(
    name = "jobs/bench.sh",
    mixinStandardHelpOptions = true,
    version = "convrelu-spark benchmark",
    sortOptions = false,
    description = {
      "Trains the same networks with ours and with the peer (libtorch), in turn on this machine,",
      "and prints their speed and the ratios. Needs Linux, and a machine that does nothing else.",
      "docs/PERFORMANCE.md says what each figure is."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:all figures were measured (whether they reach their bounds or not)",
      "1:a process failed; its figures are missing",
      "2:wrong usage"
    })
final class BenchCommand implements Callable<Integer> {

  private static final int FAILED = 1;
  private static final int USAGE = 2;

  @Option(
      names = "--figures",
      split = ",",
      paramLabel = "NAME",
      description = "which, by name, comma-separated; --list names them (default: all)")
  private List<String> names = List.of();

  @Option(names = "--list", description = "print the names of the figures and end")
  private boolean list;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "folder with CIFAR-10's data_batch_1.bin (default: random images)")
  private Optional<Path> data = Optional.empty();

  @Option(names = "--csv", paramLabel = "FILE", description = "write figure,ours,peer,ratio")
  private Optional<Path> csv = Optional.empty();

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      description = "measurements of each process (5)")
  private Optional<Integer> repetitions = Optional.empty();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "length of a measurement, at least one step (10)")
  private Optional<Double> seconds = Optional.empty();

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      description = "seconds of training before the first measurement (20)")
  private Optional<Double> warmUp = Optional.empty();

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "128",
      description = "examples of a step of each worker and of the peer (${DEFAULT-VALUE})")
  private int batch;

  @Option(
      names = "--isa",
      paramLabel = "ISA",
      defaultValue = "native",
      description =
          "what both sides may use: native, all that the processor has, or avx2"
              + " (${DEFAULT-VALUE})")
  private Isa isa;

  @Option(
      names = "--peer-precision",
      paramLabel = "P",
      defaultValue = "float32",
      description =
          "bf16 also times the peer under bfloat16 autocast, in rows that are not judged"
              + " (${DEFAULT-VALUE})")
  private String peerPrecision;

  @Option(
      names = "--quick",
      description =
          "2 repetitions of 3 s after 5 s of warm-up, where not told: a look, not a result")
  private boolean quick;

  @Spec private CommandSpec spec;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  public static void main(String[] arguments) {
    CommandLine command = new CommandLine(new BenchCommand());
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setParameterExceptionHandler(
        (failure, given) -> {
          PrintWriter errors = failure.getCommandLine().getErr();
          errors.println("error: " + failure.getMessage());
          errors.println("       jobs/bench.sh --help lists the options");
          return USAGE;
        });
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          line.getErr().println("error: " + failure.getMessage());
          return FAILED;
        });
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    if (list) {
      all().forEach(figure -> out.printf("%-26s %s%n", figure.id(), figure.title()));
      out.printf("%-26s %s%n", Figures.TABLE_ID, "together: " + String.join(", ", Figures.TABLE));
      return 0;
    }
    check();
    Plan plan = plan();
    Launcher launcher = launcher();
    printStart(plan);

    List<String> failures = new ArrayList<>();
    Map<Contender, Measurement> measurements = new LinkedHashMap<>();
    for (Set<Contender> rivals : rivals()) {
      Rotation rotation = new Rotation(plan, launcher, out);
      measurements.putAll(rotation.measure(rivals));
      failures.addAll(rotation.failures());
    }
    List<Comparison> comparisons = new ArrayList<>();
    for (Figure figure : figures()) {
      if (measurements.containsKey(figure.ours()) && measurements.containsKey(figure.peer())) {
        comparisons.add(
            Comparison.of(
                figure, measurements.get(figure.ours()), measurements.get(figure.peer())));
      }
    }
    Report.printProcesses(measurements.values(), out);
    Report.printFigures(comparisons, out);
    Report.doubts(measurements.values(), figures())
        .forEach(doubt -> out.println("warning: " + doubt));
    out.println("load at the end: " + Machine.load());
    if (csv.isPresent()) {
      Report.writeCsv(comparisons, csv.get());
    }
    failures.forEach(failure -> System.err.println("error: " + failure));
    return failures.isEmpty() ? 0 : FAILED;
  }

  private void check() throws IOException {
    Set<String> known = new LinkedHashSet<>();
    all().forEach(figure -> known.add(figure.id()));
    known.add(Figures.TABLE_ID);
    for (String name : names) {
      if (!known.contains(name)) {
        throw usage("--figures: no figure is called '" + name + "'; allowed: " + known);
      }
    }
    if (data.isPresent() && !Files.isRegularFile(data.get().resolve("data_batch_1.bin"))) {
      throw usage("--data: " + data.get() + " holds no data_batch_1.bin (CIFAR-10, binary)");
    }
    if (csv.isPresent()) {
      Path folder = csv.get().toAbsolutePath().getParent();
      if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(csv.get())) {
        throw usage("--csv: cannot write " + csv.get() + "; give a file in a folder that exists");
      }
    }
    if (batch < 1) {
      throw usage("--batch: is " + batch + ", must be at least 1");
    }
  }

  private Plan plan() {
    Plan usual = quick ? Plan.QUICK : Plan.USUAL;
    try {
      return new Plan(
          repetitions.orElse(usual.repetitions()),
          seconds.orElse(usual.seconds()),
          warmUp.orElse(usual.warmUpSeconds()));
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  private Launcher launcher() throws IOException {
    Path logs = Path.of(System.getProperty("bench.logs"));
    Files.createDirectories(logs);
    String options = System.getProperty("bench.our.options", "").trim();
    return new Launcher(
        isa,
        System.getProperty("java.class.path"),
        System.getProperty("bench.peer.class.path"),
        options.isEmpty() ? List.of() : Arrays.asList(options.split(" +")),
        logs);
  }

  private void printStart(Plan plan) throws IOException {
    Machine.description().forEach(out::println);
    out.printf("isa        %s, judged as %s%n", isa.id(), Machine.vectors(isa));
    out.println("load       " + Machine.load());
    out.println("ours       " + System.getProperty("bench.revision", "unknown revision"));
    out.printf(
        "plan       %d repetitions of %.0f s after %.0f s of warm-up, processes in turn%n",
        plan.repetitions(), plan.seconds(), plan.warmUpSeconds());
    if (!Machine.quiet()) {
      out.println("warning: the machine is busy; see 'others' below for how much that mattered");
    }
  }

  private boolean wants(String name) {
    return names.isEmpty()
        || names.contains(name)
        || (names.contains(Figures.TABLE_ID) && Figures.TABLE.contains(name.replace("-bf16", "")));
  }

  private List<Figure> all() throws IOException {
    return new Figures(Machine.vectors(isa), batch, data, precision()).all();
  }

  private Precision precision() throws IOException {
    return switch (peerPrecision) {
      case "float32" -> Precision.FLOAT32;
      case "bf16" -> {
        if (!Machine.multipliesInBfloat16(isa)) {
          throw usage("--peer-precision: this processor has no bfloat16, or may not use it");
        }
        yield Precision.BFLOAT16;
      }
      default -> throw usage("--peer-precision: is " + peerPrecision + ", allowed: float32, bf16");
    };
  }

  private List<Figure> figures() throws IOException {
    return all().stream().filter(figure -> wants(figure.id())).toList();
  }

  /** The contenders of the figures wanted; those of one network are measured together. */
  private List<Set<Contender>> rivals() throws IOException {
    Map<BenchNetwork, Set<Contender>> rivals = new LinkedHashMap<>();
    for (Figure figure : figures()) {
      Set<Contender> together =
          rivals.computeIfAbsent(
              figure.ours().settings().network(), network -> new LinkedHashSet<>());
      together.add(figure.ours());
      together.add(figure.peer());
    }
    return List.copyOf(rivals.values());
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
