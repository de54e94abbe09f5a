package io.convrelu.train.predict;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import io.convrelu.data.BadInputException;
import io.convrelu.data.DatasetDescription;
import io.convrelu.data.DatasetManifest;
import io.convrelu.data.ExampleKind;
import io.convrelu.data.ExampleSchema;
import io.convrelu.data.PreparedDataset;
import io.convrelu.data.Split;
import io.convrelu.data.prepare.DatasetName;
import io.convrelu.data.prepare.OfficialExamples;
import io.convrelu.data.source.SourcePlan.Content;
import io.convrelu.train.TrainedModel;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Finds out what an input is and checks that it is something that the model reads. */
final class InputReader {

  private final SparkSession session;
  private final TrainedModel model;
  private final Path work;

  /**
   * @param work for what an archive is unpacked into
   */
  InputReader(SparkSession session, TrainedModel model, Path work) {
    this.session = session;
    this.model = model;
    this.work = work;
  }

  /**
   * The examples that are asked for. No image and no text has been read yet.
   *
   * @throws BadInputException when the input is none, or not one for this model
   * @throws ConfigException when the request does not fit the input
   */
  ScoringInput open(PredictionRequest request) throws IOException {
    if (request.dataset().isPresent()) {
      return official(request, request.dataset().get());
    }
    Configuration hadoop = session.sparkContext().hadoopConfiguration();
    Path input = new Path(request.input());
    if (!input.getFileSystem(hadoop).exists(input)) {
      throw new BadInputException(
          request.input(),
          "",
          "does not exist; expected a prepared data set, Parquet files, or official files and"
              + " --dataset");
    }
    Path manifest = new Path(input, DatasetManifest.FILE_NAME);
    return input.getFileSystem(hadoop).exists(manifest)
        ? prepared(request, PreparedDataset.open(hadoop, request.input()))
        : parquet(request);
  }

  private ScoringInput prepared(PredictionRequest request, PreparedDataset dataset) {
    DatasetDescription data = dataset.description();
    InputMatch match = new InputMatch(request.input(), model);
    match.checkContent(
        data.kind() == ExampleKind.IMAGE
            ? Content.images(data.image().channels(), data.image().height(), data.image().width())
            : Content.TEXT);
    match.checkClasses(data.classNames());
    SplitChoice choice = request.split().orElse(SplitChoice.TEST);
    Split[] splits =
        choice.splits().stream()
            .sorted()
            .filter(split -> data.count(split) > 0)
            .toArray(Split[]::new);
    if (splits.length == 0) {
      throw noExamples(request.input(), choice);
    }
    Dataset<Row> rows = dataset.rows(session, splits);
    return new ScoringInput(request.input(), data.synthetic(), labelled(rows, stored()));
  }

  private ScoringInput official(PredictionRequest request, DatasetName name) throws IOException {
    if (name.origin() == DatasetName.Origin.GENERATED) {
      throw problem(
          "--dataset",
          name.written() + " is generated, it has no official files; prepare it and give that");
    }
    SplitChoice choice = request.split().orElse(SplitChoice.TEST);
    if (choice == SplitChoice.VALIDATION) {
      throw problem(
          "--split", "official files have no validation split; prepare them, or give another");
    }
    OfficialExamples examples = OfficialExamples.open(session, name, request.input(), work);
    InputMatch match = new InputMatch(request.input(), model);
    match.checkContent(examples.content());
    match.checkClasses(examples.classNames());
    if (!examples.has(choice.splits())) {
      throw noExamples(request.input(), choice);
    }
    Dataset<Row> rows = examples.rows(choice.splits());
    return new ScoringInput(request.input(), false, labelled(rows, stored()));
  }

  private ScoringInput parquet(PredictionRequest request) {
    if (request.split().isPresent()) {
      throw problem(
          "--split", "is for prepared data sets and official files; Parquet files are read whole");
    }
    String source = request.input();
    Dataset<Row> rows = new ParquetRows(session, source).read();
    List<String> columns = List.of(rows.columns());
    if (!columns.contains(ExampleSchema.ID)) {
      throw new BadInputException(
          source,
          "",
          "has no column id, which tells predictions apart; its columns are "
              + InputColumn.described(rows.schema()));
    }
    String column =
        model.description().input().kind() == ExampleKind.TEXT
                && !columns.contains(ExampleSchema.CODES)
            ? ExampleSchema.TEXT
            : stored();
    try {
      InputColumn.in(rows.schema(), column, model.description().input());
    } catch (IllegalArgumentException e) {
      throw new BadInputException(
          source,
          "",
          e.getMessage()
              + "; the model "
              + model.place()
              + " reads "
              + model.description().input().described(),
          e);
    }
    return new ScoringInput(source, false, labelled(rows, column));
  }

  /** The column of a prepared data set that the network reads. */
  private String stored() {
    return model.description().input().kind() == ExampleKind.IMAGE
        ? ExampleSchema.IMAGE
        : ExampleSchema.CODES;
  }

  private static Dataset<Row> labelled(Dataset<Row> rows, String column) {
    boolean labels = List.of(rows.columns()).contains(ExampleSchema.LABEL);
    return rows.select(
        col(ExampleSchema.ID).cast("string"),
        (labels ? col(ExampleSchema.LABEL) : lit(null)).cast("long").as(ExampleSchema.LABEL),
        col(column));
  }

  private static BadInputException noExamples(String source, SplitChoice choice) {
    return new BadInputException(
        source,
        "",
        "has no "
            + (choice == SplitChoice.ALL ? "examples" : choice.written() + " examples")
            + "; give another --split, or another input");
  }

  private static ConfigException problem(String option, String message) {
    return new ConfigException(List.of(new ConfigProblem(option, "command line", message)));
  }
}
