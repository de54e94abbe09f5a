package io.convrelu.train.predict;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.data.BadInputException;
import io.convrelu.kernel.fused.StageRuntime;
import io.convrelu.train.ModelState;
import io.convrelu.train.TrainedModel;
import io.convrelu.train.predict.PredictionSummary.Score;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Scores examples on the executors. The model goes to each of them once; a task reads its examples,
 * scores them batch by batch and writes them; the driver sees counts alone.
 */
public final class Predictor {

  private static final int TOP = 5;

  /** As in the evaluation, so that a probability of 0 has a finite loss. */
  private static final double SMALLEST_PROBABILITY = 1e-10;

  /** No file but the rows; no dictionaries of numbers and names that are each their own. */
  private static final Map<String, String> WRITING =
      Map.of(
          "mapreduce.fileoutputcommitter.marksuccessfuljobs", "false",
          "parquet.enable.dictionary#id", "false",
          "parquet.enable.dictionary#probability", "false",
          "parquet.enable.dictionary#probabilities.list.element", "false",
          "parquet.enable.dictionary#top.list.element.probability", "false");

  private final SparkSession session;

  public Predictor(SparkSession session) {
    this.session = session;
  }

  /**
   * Scores and writes.
   *
   * @throws BadInputException when model or input cannot be used; nothing is left at the output
   * @throws ConfigException when the request does not fit them, or the output is taken
   * @throws IOException when a file system fails
   */
  public PredictionSummary predict(PredictionRequest request) throws IOException {
    checkArithmetic();
    TrainedModel model =
        ModelFolder.open(session.sparkContext().hadoopConfiguration(), request.model());
    PredictionRows rows = rows(request, model);
    PredictionFolder output =
        new PredictionFolder(session.sparkContext().hadoopConfiguration(), request.output());
    output.begin(request.existing());
    try {
      InputReader reader = new InputReader(session, model, output.work());
      PredictionSummary summary =
          predict(request, model, rows, reader.open(request), output.result());
      output.commit(PredictionMark.write(request, summary));
      return summary;
    } catch (Exception e) {
      // Spark throws checked exceptions that it does not declare.
      try {
        output.abort();
      } catch (IOException cleaning) {
        e.addSuppressed(cleaning);
      }
      throw explained(e);
    }
  }

  /** Before any task has to: whether this JVM can compute as it was told to. */
  private static void checkArithmetic() {
    try {
      StageRuntime.get();
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          List.of(new ConfigProblem("convrelu", "Java options", e.getMessage())));
    }
  }

  private static RuntimeException explained(Exception failure) throws IOException {
    if (failure instanceof ConfigException config) {
      throw config;
    }
    if (failure instanceof IOException io) {
      throw io;
    }
    return DamagedFile.in(failure)
        .orElseGet(
            () ->
                failure instanceof RuntimeException runtime
                    ? runtime
                    : new IllegalStateException(failure.getMessage(), failure));
  }

  private static PredictionRows rows(PredictionRequest request, TrainedModel model) {
    int classes = model.description().classes();
    int top = request.top().orElse(Math.min(TOP, classes));
    if (top < 1 || top > classes) {
      throw new ConfigException(
          List.of(
              new ConfigProblem(
                  "--top",
                  "command line",
                  "is " + top + ", allowed: 1 to " + classes + ", the classes of the model")));
    }
    return new PredictionRows(model.description().classNames(), top);
  }

  private PredictionSummary predict(
      PredictionRequest request,
      TrainedModel model,
      PredictionRows rows,
      ScoringInput input,
      Path result) {
    Broadcast<ModelState> shared =
        JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(model.state());
    try {
      ScoringTask task =
          new ScoringTask(
              model,
              shared,
              request.batchSize().orElse(model.description().evaluatedAtOnce()),
              new RowPlace(input.source(), PredictionRows.ID_INDEX),
              InputColumn.in(input.rows().schema(), input.column(), model.description().input()),
              rows);
      long start = System.nanoTime();
      input
          .rows()
          .mapPartitions(task, Encoders.row(PredictionRows.SCHEMA))
          .write()
          .options(WRITING)
          .parquet(result.toString());
      long nanos = System.nanoTime() - start;
      Score score = score(result);
      if (score.examples() == 0) {
        throw new BadInputException(input.source(), "", "has no examples; give another input");
      }
      return new PredictionSummary(
          request.output(),
          model.place(),
          model.description(),
          model.state().parametersSha256(),
          input.source(),
          input.synthetic(),
          score,
          nanos);
    } finally {
      shared.destroy();
    }
  }

  /** Counted from what was written, so that no retried task counts twice. */
  private Score score(Path result) {
    return session
        .read()
        .schema(PredictionRows.SCHEMA)
        .parquet(result.toString())
        .selectExpr("label", "class", "probabilities[label]")
        .javaRDD()
        .mapPartitions(Predictor::count)
        .collect()
        .stream()
        .reduce(Score.NOTHING, Score::plus);
  }

  private static Iterator<Score> count(Iterator<Row> rows) {
    long examples = 0;
    long labelled = 0;
    long right = 0;
    double loss = 0;
    while (rows.hasNext()) {
      Row row = rows.next();
      examples++;
      if (!row.isNullAt(0)) {
        labelled++;
        right += row.getInt(0) == row.getInt(1) ? 1 : 0;
        loss -= Math.log(Math.max(row.getFloat(2), SMALLEST_PROBABILITY));
      }
    }
    return List.of(new Score(examples, labelled, right, loss)).iterator();
  }
}
