package io.convrelu.cli.startup;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.storage.BlockManagerId;

/** Says what the executor that carries it out runs on; what it is given does not matter. */
final class ExecutorProbe implements FlatMapFunction<Iterator<Integer>, JvmFacts> {

  private static final long serialVersionUID = 1L;

  @Override
  public Iterator<JvmFacts> call(Iterator<Integer> ignored) {
    BlockManagerId executor = SparkEnv.get().blockManager().blockManagerId();
    return List.of(
            JvmFacts.ofThisJvm("executor " + executor.executorId() + " on " + executor.host()))
        .iterator();
  }
}
