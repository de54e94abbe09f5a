package io.convrelu.cli.startup;

import io.convrelu.conf.ConfigProblem;
import io.convrelu.train.ArithmeticThreads;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** What executors must have in common with the driver, and what each of them needs. */
final class ExecutorRequirements {

  private final List<Requirement> requirements;

  ExecutorRequirements(JvmFacts driver) {
    requirements =
        List.of(
            new Requirement(
                "Spark",
                same(
                    driver,
                    JvmFacts::spark,
                    "run driver and executors from the same installation (the workers' SPARK_HOME,"
                        + " spark.yarn.jars, or the container image)")),
            new Requirement(
                "Java",
                same(
                    driver,
                    JvmFacts::java,
                    "set JAVA_HOME for the workers, or spark.executorEnv.JAVA_HOME")),
            new Requirement(
                "job jar",
                same(
                    driver,
                    JvmFacts::program,
                    "these are checksums of this program's classes; take other builds of the job"
                        + " jar off the executors' class path")),
            new Requirement(
                "spark.executor.defaultJavaOptions", ExecutorRequirements::withoutVectors),
            new Requirement(
                "spark.executorEnv." + ArithmeticThreads.VARIABLE,
                ExecutorRequirements::withThreads));
  }

  /** One problem for each thing that is wrong, however many executors it is wrong on. */
  List<ConfigProblem> problems(Collection<JvmFacts> executors) {
    List<ConfigProblem> problems = new ArrayList<>();
    for (Requirement requirement : requirements) {
      Map<String, List<String>> places = new TreeMap<>();
      for (JvmFacts executor : executors) {
        requirement
            .complaint()
            .apply(executor)
            .ifPresent(
                complaint ->
                    places
                        .computeIfAbsent(complaint, c -> new ArrayList<>())
                        .add(executor.place()));
      }
      places.forEach(
          (complaint, where) ->
              problems.add(new ConfigProblem(requirement.key(), named(where), complaint)));
    }
    return problems;
  }

  private static String named(List<String> places) {
    int others = places.size() - 1;
    return places.get(0) + (others == 0 ? "" : " and " + others + " more");
  }

  private static Function<JvmFacts, Optional<String>> same(
      JvmFacts driver, Function<JvmFacts, ?> fact, String remedy) {
    String expected = fact.apply(driver).toString();
    return executor -> {
      String found = fact.apply(executor).toString();
      return found.equals(expected)
          ? Optional.empty()
          : Optional.of("is " + found + ", the driver's is " + expected + "; " + remedy);
    };
  }

  private static Optional<String> withoutVectors(JvmFacts executor) {
    return executor.vectors()
        ? Optional.empty()
        : Optional.of(
            "the JVM has no module "
                + JvmFacts.VECTORS
                + "; add --add-modules="
                + JvmFacts.VECTORS
                + ", as conf/spark-defaults.conf does");
  }

  private static Optional<String> withThreads(JvmFacts executor) {
    return executor.threads().strip().equals(ArithmeticThreads.ONE)
        ? Optional.empty()
        : Optional.of(
            (executor.threads().isEmpty() ? "is not set" : "is " + executor.threads())
                + "; it must be 1, since the number of threads changes the last bits of results");
  }

  /**
   * @param key what to set, or what is compared
   * @param complaint what is wrong with an executor and what to do about it
   */
  private record Requirement(String key, Function<JvmFacts, Optional<String>> complaint) {}
}
