package io.convrelu.cli.startup;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the executors that are there at the start what they run on, by a job of one small task a
 * slot. What joins later is not asked; {@link ExecutorFailure} explains what goes wrong there.
 */
public final class ExecutorCheck {

  /** Times that the job is run while some executor has had none of its tasks. */
  private static final int ATTEMPTS = 3;

  private static final Logger LOG = LoggerFactory.getLogger(ExecutorCheck.class);

  private final JavaSparkContext spark;

  public ExecutorCheck(JavaSparkContext spark) {
    this.spark = spark;
  }

  /**
   * Checks all executors; a local master has none, its JVM is the driver.
   *
   * @throws ConfigException when an executor cannot do the work of this driver
   */
  public void check() {
    if (spark.isLocal()) {
      return;
    }
    Collection<JvmFacts> executors = ask();
    List<ConfigProblem> problems =
        new ExecutorRequirements(JvmFacts.ofThisJvm("driver")).problems(executors);
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    warnOfDifferentArithmetic(executors);
  }

  private Collection<JvmFacts> ask() {
    Map<String, JvmFacts> answers = new TreeMap<>();
    for (int attempt = 0; attempt < ATTEMPTS && answers.size() < registered(); attempt++) {
      int tasks = spark.defaultParallelism();
      List<Integer> numbers = IntStream.range(0, tasks).boxed().toList();
      spark
          .parallelize(numbers, tasks)
          .mapPartitions(new ExecutorProbe())
          .collect()
          .forEach(facts -> answers.put(facts.place(), facts));
    }
    return answers.values();
  }

  /** Executors that the driver knows; at least one, which the first job waits for. */
  private int registered() {
    // The driver is among them.
    return Math.max(1, spark.sc().statusTracker().getExecutorInfos().length - 1);
  }

  private static void warnOfDifferentArithmetic(Collection<JvmFacts> executors) {
    Map<String, List<String>> places =
        executors.stream()
            .collect(
                Collectors.groupingBy(
                    JvmFacts::arithmetic,
                    TreeMap::new,
                    Collectors.mapping(JvmFacts::place, Collectors.toList())));
    if (places.size() > 1) {
      LOG.warn(
          "Executors compute in different ways, so that the last bits of results depend on which of"
              + " them carries out what: {}",
          places);
    }
  }
}
