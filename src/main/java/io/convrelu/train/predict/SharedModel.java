package io.convrelu.train.predict;

import io.convrelu.train.ModelState;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * A model's numbers on executors: broadcast once to each Spark application that uses them, however
 * many data sets are scored. Spark removes them when nobody here refers to them any more.
 */
final class SharedModel {

  private record Sent(SparkContext application, Broadcast<ModelState> numbers) {}

  private final ModelState model;
  private Optional<Sent> latest = Optional.empty();

  SharedModel(ModelState model) {
    this.model = model;
  }

  synchronized Broadcast<ModelState> on(SparkContext application) {
    if (latest.filter(sent -> sent.application() == application).isEmpty()) {
      Broadcast<ModelState> numbers =
          JavaSparkContext.fromSparkContext(application).broadcast(model);
      latest = Optional.of(new Sent(application, numbers));
    }
    return latest.get().numbers();
  }
}
