package io.convrelu.sweep.provenance;

import io.convrelu.kernel.fused.StageRuntime;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;

/** Says what the executor that carries it out computes with; what it is given does not matter. */
final class ExecutorArithmetic implements FlatMapFunction<Iterator<Integer>, String> {

  private static final long serialVersionUID = 1L;

  /** Of all executors that carry out one of as many tasks as there are slots; each kind once. */
  static List<String> of(JavaSparkContext spark) {
    int tasks = spark.defaultParallelism();
    return spark
        .parallelize(IntStream.range(0, tasks).boxed().toList(), tasks)
        .mapPartitions(new ExecutorArithmetic())
        .distinct(1)
        .collect()
        .stream()
        .sorted()
        .toList();
  }

  @Override
  public Iterator<String> call(Iterator<Integer> ignored) {
    return Collections.singleton(StageRuntime.get().describe() + " on " + Processor.name())
        .iterator();
  }
}
