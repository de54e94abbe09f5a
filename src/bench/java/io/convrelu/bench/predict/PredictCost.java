package io.convrelu.bench.predict;

import com.sun.management.OperatingSystemMXBean;
import io.convrelu.data.PreparedDataset;
import io.convrelu.data.Split;
import io.convrelu.data.batch.ExampleRows;
import io.convrelu.data.batch.FeatureEncoder;
import io.convrelu.data.prepare.ExistingOutput;
import io.convrelu.train.ModelScorer;
import io.convrelu.train.ModelState;
import io.convrelu.train.TrainedModel;
import io.convrelu.train.predict.ModelFolder;
import io.convrelu.train.predict.PredictionRequest;
import io.convrelu.train.predict.Predictor;
import io.convrelu.train.predict.SplitChoice;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/**
 * Measures examples a second of {@code predict} (read, scored, written) against the forward pass of
 * the evaluation on examples that are in memory already: {@code PredictCost MODEL DATA OUTPUT SPLIT
 * [MASTER]}, turn by turn in one JVM. Images only.
 */
public final class PredictCost {

  private static final int TURNS = 9;
  private static final int WARM_UP = 2;

  private final SparkSession session;
  private final TrainedModel model;
  private final String data;
  private final String output;
  private final SplitChoice split;
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private PredictCost(SparkSession session, String[] args) throws IOException {
    this.session = session;
    this.model = ModelFolder.open(session.sparkContext().hadoopConfiguration(), args[0]);
    this.data = args[1];
    this.output = args[2];
    this.split = SplitChoice.valueOf(args[3].toUpperCase(Locale.ROOT));
  }

  public static void main(String[] args) throws IOException {
    String master = args.length > 4 ? args[4] : "local[2]";
    try (SparkSession session =
        SparkSession.builder()
            .master(master)
            .appName("predict cost")
            .config("spark.ui.enabled", "false")
            .getOrCreate()) {
      new PredictCost(session, args).measure(session.sparkContext().defaultParallelism());
    }
  }

  private void measure(int tasks) throws IOException {
    JavaRDD<byte[]> examples = examples(tasks);
    long count = examples.count();
    Broadcast<ModelState> numbers =
        JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(model.state());
    List<Double> forwardWall = new ArrayList<>();
    List<Double> predictWall = new ArrayList<>();
    List<Double> wallRatio = new ArrayList<>();
    List<Double> processorRatio = new ArrayList<>();
    for (int turn = 0; turn < WARM_UP + TURNS; turn++) {
      long start = System.nanoTime();
      long processor = system.getProcessCpuTime();
      long scored = forward(examples, numbers);
      double forwardSeconds = (System.nanoTime() - start) * 1e-9;
      double forwardProcessor = (system.getProcessCpuTime() - processor) * 1e-9;
      processor = system.getProcessCpuTime();
      double rate = predict(count);
      double predictProcessor = (system.getProcessCpuTime() - processor) * 1e-9;
      if (scored != count) {
        throw new IllegalStateException(scored + " of " + count + " were scored");
      }
      if (turn >= WARM_UP) {
        forwardWall.add(count / forwardSeconds);
        predictWall.add(rate);
        wallRatio.add(rate * forwardSeconds / count);
        processorRatio.add(forwardProcessor / predictProcessor);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%d examples, %d tasks, medians of %d turns%n"
            + "forward pass  %8.1f examples/s%n"
            + "predict       %8.1f examples/s%n"
            + "predict / forward pass: %.2f of examples/s; %.2f by processor time, counting included%n",
        count,
        tasks,
        TURNS,
        median(forwardWall),
        median(predictWall),
        median(wallRatio),
        median(processorRatio));
  }

  private JavaRDD<byte[]> examples(int tasks) {
    PreparedDataset dataset =
        PreparedDataset.open(session.sparkContext().hadoopConfiguration(), data);
    ExampleRows rows = model.description().input().rows();
    List<JavaRDD<byte[]>> parts = new ArrayList<>();
    for (Split part : Split.values()) {
      if (split == SplitChoice.ALL || split.name().equals(part.name())) {
        parts.add(
            dataset
                .rows(session, part)
                .select("image.data")
                .javaRDD()
                .map(
                    row -> {
                      byte[] values = new byte[rows.valuesPerExample()];
                      rows.convert(row.getAs(0), values);
                      return values;
                    }));
      }
    }
    return parts.stream().reduce(JavaRDD::union).orElseThrow().repartition(tasks).cache();
  }

  private long forward(JavaRDD<byte[]> examples, Broadcast<ModelState> numbers) {
    FeatureEncoder encoder = model.description().input().encoder();
    int classes = model.description().classes();
    int atOnce = model.description().evaluatedAtOnce();
    return examples
        .mapPartitions(part -> score(part, numbers.value(), encoder, classes, atOnce))
        .reduce(Long::sum);
  }

  private static Iterator<Long> score(
      Iterator<byte[]> examples, ModelState model, FeatureEncoder encoder, int classes, int atOnce)
      throws Exception {
    long scored = 0;
    try (ModelScorer scorer = ModelScorer.open(model, encoder, classes, atOnce)) {
      while (examples.hasNext()) {
        List<byte[]> batch = new ArrayList<>(atOnce);
        while (batch.size() < atOnce && examples.hasNext()) {
          batch.add(examples.next());
        }
        scored += scorer.score(batch).length / classes;
      }
    }
    return List.of(scored).iterator();
  }

  private double predict(long count) throws IOException {
    var summary =
        new Predictor(session)
            .predict(
                new PredictionRequest(
                    model.place(),
                    data,
                    output,
                    Optional.empty(),
                    Optional.of(split),
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    ExistingOutput.REPLACE));
    if (summary.score().examples() != count) {
      throw new IllegalStateException(summary.score().examples() + " were predicted");
    }
    return summary.examplesPerSecond();
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
