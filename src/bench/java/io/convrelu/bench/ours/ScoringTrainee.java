package io.convrelu.bench.ours;

import io.convrelu.bench.worker.Trainee;
import io.convrelu.bench.worker.Work;
import io.convrelu.bench.worker.WorkerSettings;
import io.convrelu.data.Split;
import io.convrelu.data.batch.ExampleRows;
import io.convrelu.data.batch.FeatureEncoder;
import io.convrelu.data.prepare.ExistingOutput;
import io.convrelu.train.ModelScorer;
import io.convrelu.train.ModelState;
import io.convrelu.train.TrainedModel;
import io.convrelu.train.predict.ModelFolder;
import io.convrelu.train.predict.PredictionRequest;
import io.convrelu.train.predict.PredictionSummary;
import io.convrelu.train.predict.Predictor;
import io.convrelu.train.predict.SplitChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Scores all images of a data set again and again with a network that was trained for an epoch: by
 * the job {@code predict}, or by its forward pass alone on images that are in memory. Of {@code
 * predict} is timed what it tells itself, reading, scoring and writing.
 */
final class ScoringTrainee implements Trainee {

  private final WorkerSettings settings;
  private final SparkJob job;
  private final TrainedModel model;
  private final JavaRDD<byte[]> images;
  private final long count;
  private final Broadcast<ModelState> numbers;

  ScoringTrainee(WorkerSettings settings) throws IOException {
    this.settings = settings;
    this.job = new SparkJob(settings);
    job.train(1);
    this.model =
        ModelFolder.open(
            job.session().sparkContext().hadoopConfiguration(), job.place("run") + "/model");
    this.images = images().repartition(settings.workers()).cache();
    this.count = images.count();
    this.numbers =
        JavaSparkContext.fromSparkContext(job.session().sparkContext()).broadcast(model.state());
  }

  private JavaRDD<byte[]> images() {
    ExampleRows rows = model.description().input().rows();
    List<JavaRDD<byte[]>> parts = new ArrayList<>();
    for (Split part : List.of(Split.TRAIN, Split.TEST)) {
      parts.add(
          job.dataset()
              .rows(job.session(), part)
              .select("image.data")
              .javaRDD()
              .map(
                  row -> {
                    byte[] values = new byte[rows.valuesPerExample()];
                    rows.convert(row.getAs(0), values);
                    return values;
                  }));
    }
    return parts.get(0).union(parts.get(1));
  }

  @Override
  public Map<String, String> facts() {
    return OurFacts.with(job.dataset().description().name() + ", " + count + " images");
  }

  @Override
  public long parameters() {
    return new GraphConfigurations(settings).parameters();
  }

  @Override
  public Progress work(int steps) {
    long examples = (long) steps * settings.examplesPerStep();
    long scored = 0;
    long nanos = 0;
    double loss = 0;
    while (scored < examples) {
      Progress turn = settings.work() == Work.PREDICT ? predict() : forward();
      scored += turn.examples();
      nanos += turn.nanos();
      loss = turn.loss();
    }
    return new Progress(scored, nanos, loss);
  }

  private Progress predict() {
    try {
      PredictionSummary done =
          new Predictor(job.session())
              .predict(
                  new PredictionRequest(
                      model.place(),
                      job.place("data"),
                      job.place("predictions"),
                      Optional.empty(),
                      Optional.of(SplitChoice.ALL),
                      OptionalInt.empty(),
                      OptionalInt.empty(),
                      ExistingOutput.REPLACE));
      return new Progress(done.score().examples(), done.nanos(), done.score().loss());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Progress forward() {
    FeatureEncoder encoder = model.description().input().encoder();
    int classes = model.description().classes();
    int atOnce = model.description().evaluatedAtOnce();
    Broadcast<ModelState> state = numbers;
    long start = System.nanoTime();
    long scored =
        images
            .mapPartitions(part -> score(part, state.value(), encoder, classes, atOnce))
            .reduce(Long::sum);
    return new Progress(scored, System.nanoTime() - start, 0);
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

  @Override
  public void close() {
    job.close();
  }
}
