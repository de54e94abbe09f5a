package io.convrelu.train.predict;

import io.convrelu.data.ExampleKind;
import io.convrelu.data.ExampleSchema;
import io.convrelu.train.ModelState;
import io.convrelu.train.TrainedModel;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A trained network as a stage of a Spark ML pipeline. Reads a column of images (Spark's image
 * struct, of the size that the network was trained on) or of texts (strings, or binary character
 * codes) and adds the most probable class, as a double, and the probabilities of all classes, as a
 * vector. A row that the network cannot read fails the task with a {@link
 * io.convrelu.data.BadInputException} in the chain of causes.
 *
 * <p>Saved as Spark ML saves its own: parameters in {@code metadata/}, the network in {@code
 * model/}.
 */
public final class NetworkTransformer extends Transformer implements MLWritable {

  private static final long serialVersionUID = 1L;
  private static final String PREFIX = "network";

  private final String uid;
  private final transient TrainedModel model;
  private final transient SharedModel shared;
  private final Param<String> inputCol;
  private final Param<String> predictionCol;
  private final Param<String> probabilityCol;

  /**
   * A new stage. Columns by default: input {@code image} or {@code text}, {@code prediction},
   * {@code probability}.
   */
  public NetworkTransformer(TrainedModel model) {
    this(Identifiable$.MODULE$.randomUID(PREFIX), model, new SharedModel(model.state()));
  }

  NetworkTransformer(String uid, TrainedModel model, SharedModel shared) {
    this.uid = uid;
    this.model = model;
    this.shared = shared;
    boolean images = model.description().input().kind() == ExampleKind.IMAGE;
    inputCol = new Param<>(this, "inputCol", "column of images or texts");
    predictionCol = new Param<>(this, "predictionCol", "column for the most probable class");
    probabilityCol = new Param<>(this, "probabilityCol", "column for the classes' probabilities");
    setDefault(inputCol, images ? ExampleSchema.IMAGE : ExampleSchema.TEXT);
    setDefault(predictionCol, "prediction");
    setDefault(probabilityCol, "probability");
  }

  /**
   * A stage from what {@link #save} wrote, or from the folder of a trained model (or of the
   * training or trial that it came from). Needs an active Spark session.
   *
   * @throws io.convrelu.data.BadInputException when there is neither, or it is damaged
   */
  public static NetworkTransformer load(String path) {
    return read().load(path);
  }

  /** What {@link org.apache.spark.ml.PipelineModel} loads stages with. */
  public static MLReader<NetworkTransformer> read() {
    return new NetworkReader();
  }

  @Override
  public MLWriter write() {
    return new NetworkWriter(this);
  }

  @Override
  public String uid() {
    return uid;
  }

  /** The network and what is known of it. */
  public TrainedModel model() {
    return model;
  }

  /** Column of images or texts. */
  public Param<String> inputCol() {
    return inputCol;
  }

  /** Column for the most probable class. */
  public Param<String> predictionCol() {
    return predictionCol;
  }

  /** Column for the probabilities. */
  public Param<String> probabilityCol() {
    return probabilityCol;
  }

  /** See {@link #inputCol}. */
  public NetworkTransformer setInputCol(String column) {
    set(inputCol, column);
    return this;
  }

  /** See {@link #predictionCol}. */
  public NetworkTransformer setPredictionCol(String column) {
    set(predictionCol, column);
    return this;
  }

  /** See {@link #probabilityCol}. */
  public NetworkTransformer setProbabilityCol(String column) {
    set(probabilityCol, column);
    return this;
  }

  /** See {@link #inputCol}. */
  public String getInputCol() {
    return $(inputCol);
  }

  /** See {@link #predictionCol}. */
  public String getPredictionCol() {
    return $(predictionCol);
  }

  /** See {@link #probabilityCol}. */
  public String getProbabilityCol() {
    return $(probabilityCol);
  }

  /**
   * The schema with both columns added; the class's has the names of classes in its metadata.
   *
   * @throws IllegalArgumentException when the input column is missing or of another type, or when
   *     there is a column of a new one's name
   */
  @Override
  public StructType transformSchema(StructType schema) {
    column(schema);
    for (String added : new String[] {getPredictionCol(), getProbabilityCol()}) {
      if (Arrays.asList(schema.fieldNames()).contains(added)) {
        throw new IllegalArgumentException(
            uid + ": there is a column " + added + " already; name another for the result");
      }
    }
    String[] names = model.description().classNames().toArray(String[]::new);
    return schema
        .add(
            getPredictionCol(),
            DataTypes.DoubleType,
            false,
            NominalAttribute.defaultAttr()
                .withName(getPredictionCol())
                .withValues(names)
                .toMetadata())
        .add(getProbabilityCol(), SQLDataTypes.VectorType(), false);
  }

  private InputColumn column(StructType schema) {
    try {
      return InputColumn.in(schema, getInputCol(), model.description().input());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(uid + ": the input " + e.getMessage(), e);
    }
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema());
    SparkSession session = dataset.sparkSession();
    Broadcast<ModelState> numbers = shared.on(session.sparkContext());
    ScoringTask task =
        new ScoringTask(
            model,
            numbers,
            model.description().evaluatedAtOnce(),
            new RowPlace("column " + getInputCol(), RowPlace.NO_ID),
            column(dataset.schema()),
            new VectorRows());
    Dataset<Row> rows = dataset.toDF().mapPartitions(task, Encoders.row(schema));
    // Rows do not carry the metadata of their columns.
    return rows.select(
        Stream.of(schema.fields()).map(NetworkTransformer::withMetadata).toArray(Column[]::new));
  }

  private static Column withMetadata(StructField field) {
    return functions
        .col("`" + field.name().replace("`", "``") + "`")
        .as(field.name(), field.metadata());
  }

  @Override
  public NetworkTransformer copy(ParamMap extra) {
    return (NetworkTransformer) copyValues(new NetworkTransformer(uid, model, shared), extra);
  }
}
