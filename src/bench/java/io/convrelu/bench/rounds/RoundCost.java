package io.convrelu.bench.rounds;

import io.convrelu.train.averaging.ParameterAverage;
import io.convrelu.train.averaging.PartialAverage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Measures the constants of docs/SCALING.md: {@code RoundCost [MASTER]}, by default two executor
 * processes of one core each on this machine. Needs {@code SPARK_HOME} (a folder with {@code
 * jars/}) and {@code SPARK_SCALA_VERSION} where the master is a local-cluster.
 */
public final class RoundCost {

  private static final int TURNS = 9;
  private static final int WARM_UP = 3;
  private static final int MILLION = 1_000_000;
  private static final int FAN_IN = 16;

  private final JavaSparkContext spark;
  private final int executors;

  private RoundCost(JavaSparkContext spark, int executors) {
    this.spark = spark;
    this.executors = executors;
  }

  public static void main(String[] args) {
    String master = args.length > 0 ? args[0] : "local-cluster[2,1,2048]";
    SparkConf conf =
        new SparkConf()
            .setMaster(master)
            .setAppName("round cost")
            .set("spark.ui.enabled", "false")
            .set("spark.broadcast.compress", "false")
            .set("spark.executor.memory", "2g")
            .set("spark.driver.maxResultSize", "0")
            .set("spark.executor.extraClassPath", System.getProperty("java.class.path"));
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      new RoundCost(spark, spark.defaultParallelism()).measure();
    }
  }

  private void measure() {
    System.out.printf("%-44s %10s %10s %10s%n", "milliseconds", "median", "min", "max");
    for (int tasks : new int[] {2, 16, 128, 1024}) {
      print(tasks + " tasks that do nothing", () -> empty(tasks));
    }
    for (int floats : new int[] {MILLION, 4 * MILLION, 16 * MILLION}) {
      float[] numbers = numbers(floats);
      String size = floats / MILLION + " M floats: ";
      print(size + "broadcast, driver's part", () -> spark.broadcast(numbers).destroy());
      print(size + "broadcast and fetched by each", () -> fetched(numbers));
      print(size + "sent back by each", () -> returned(floats));
      print(size + "added to a sum", () -> added(numbers));
    }
    print("1 M floats: 32 workers' summed in a tree", () -> tree(2 * FAN_IN, MILLION));
  }

  private void empty(int tasks) {
    spark.parallelize(workers(tasks), tasks).count();
  }

  private void fetched(float[] numbers) {
    Broadcast<float[]> shared = spark.broadcast(numbers);
    long floats =
        spark
            .parallelize(workers(executors), executors)
            .map(worker -> (long) shared.value().length)
            .reduce(Long::sum);
    require(floats == (long) executors * numbers.length);
    shared.destroy();
  }

  private void returned(int floats) {
    List<float[]> back =
        spark
            .parallelize(workers(executors), executors)
            .map(worker -> Kept.numbers(floats))
            .collect();
    require(back.size() == executors && back.get(0).length == floats);
  }

  private static void added(float[] numbers) {
    PartialAverage sum = ParameterAverage.PLAIN.of(numbers, 1);
    sum.add(ParameterAverage.PLAIN.of(numbers, 2));
    require(sum.examples() == 3);
  }

  private void tree(int workers, int floats) {
    List<PartialAverage> sums =
        spark
            .parallelize(workers(workers), workers)
            .mapToPair(worker -> new Tuple2<>(worker / FAN_IN, Kept.numbers(floats)))
            .partitionBy(new HashPartitioner(workers / FAN_IN))
            .values()
            .mapPartitions(
                group -> {
                  PartialAverage sum = new PartialAverage();
                  group.forEachRemaining(array -> sum.add(ParameterAverage.PLAIN.of(array, 1)));
                  return Collections.singleton(sum).iterator();
                })
            .collect();
    require(sums.stream().mapToLong(PartialAverage::examples).sum() == workers);
  }

  private static List<Integer> workers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  private static float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = 1f / (i + 1);
    }
    return numbers;
  }

  private static void require(boolean right) {
    if (!right) {
      throw new IllegalStateException("what was measured did not do what it should");
    }
  }

  private static void print(String what, Runnable piece) {
    List<Double> millis = new ArrayList<>();
    for (int turn = 0; turn < WARM_UP + TURNS; turn++) {
      long start = System.nanoTime();
      piece.run();
      if (turn >= WARM_UP) {
        millis.add((System.nanoTime() - start) * 1e-6);
      }
    }
    Collections.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%-44s %10.1f %10.1f %10.1f%n",
        what,
        millis.get(TURNS / 2),
        millis.get(0),
        millis.get(TURNS - 1));
  }

  /** An array that an executor makes once, so that making it is not measured. */
  private static final class Kept {
    private static final float[] NUMBERS = RoundCost.numbers(16 * MILLION);

    static float[] numbers(int count) {
      return Arrays.copyOf(NUMBERS, count);
    }
  }
}
