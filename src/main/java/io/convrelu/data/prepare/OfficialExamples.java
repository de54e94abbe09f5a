package io.convrelu.data.prepare;

import io.convrelu.data.CharAlphabet;
import io.convrelu.data.ExampleKind;
import io.convrelu.data.ExampleSchema;
import io.convrelu.data.PreparationChoices;
import io.convrelu.data.Split;
import io.convrelu.data.source.RawExample;
import io.convrelu.data.source.SourcePlan;
import io.convrelu.data.source.SourcePlan.Content;
import io.convrelu.data.source.WorkUnit;
import io.convrelu.data.synthetic.SyntheticSize;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The examples of an official distribution as rows of {@link ExampleSchema}, read by executors as
 * {@code prepare} reads them, without making a data set: no shuffling, no folds, no validation
 * split.
 */
public final class OfficialExamples {

  private final SparkSession session;
  private final SourcePlan plan;

  private OfficialExamples(SparkSession session, SourcePlan plan) {
    this.session = session;
    this.plan = plan;
  }

  /**
   * Looks at names and sizes; unpacks an archive into a file in the work folder.
   *
   * @param dataset one that is not generated
   * @param input the official folder or archive
   * @param work where executors see it; to be removed by the caller when the rows have been read
   * @throws io.convrelu.data.BadInputException when the input is no such distribution
   */
  public static OfficialExamples open(
      SparkSession session, DatasetName dataset, String input, Path work) throws IOException {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    PrepareRequest request =
        new PrepareRequest(
            dataset,
            input,
            "",
            1,
            new PreparationChoices(0, OptionalInt.empty()),
            SyntheticSize.DEFAULT,
            ExistingOutput.REFUSE);
    Sources sources = new Sources(spark.hadoopConfiguration(), new Passes(spark));
    return new OfficialExamples(session, sources.plan(request, work));
  }

  /** Kind and shape. */
  public Content content() {
    return plan.content();
  }

  /** Names of the classes in label order. */
  public List<String> classNames() {
    return plan.classNames();
  }

  /** Whether the distribution has any of these splits. */
  public boolean has(Set<Split> splits) {
    return plan.units().stream().anyMatch(unit -> splits.contains(unit.split()));
  }

  /**
   * The rows of some official splits; none where the distribution has no such split. A record that
   * cannot be used fails the task that reads it with a {@link io.convrelu.data.BadInputException}.
   */
  public Dataset<Row> rows(Set<Split> splits) {
    List<WorkUnit> units =
        plan.units().stream().filter(unit -> splits.contains(unit.split())).toList();
    Content content = plan.content();
    StructType schema =
        content.kind() == ExampleKind.IMAGE ? ExampleSchema.IMAGES : ExampleSchema.TEXTS;
    if (units.isEmpty()) {
      return session.createDataFrame(List.of(), schema);
    }
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    Broadcast<SerializableConfiguration> hadoop =
        spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
    return session.createDataFrame(
        spark
            .parallelize(new ArrayList<>(units), units.size())
            .flatMap(unit -> read(unit, content, hadoop.value())),
        schema);
  }

  private static Iterator<Row> read(
      WorkUnit unit, Content content, SerializableConfiguration hadoop) throws IOException {
    List<Row> rows = new ArrayList<>();
    CharAlphabet alphabet = new CharAlphabet();
    try {
      unit.read(hadoop.value(), example -> rows.add(row(example, content, alphabet)));
    } catch (FileNotFoundException | AccessControlException e) {
      throw Outcome.unreadable(e);
    }
    return rows.iterator();
  }

  private static Row row(RawExample example, Content content, CharAlphabet alphabet) {
    if (content.kind() == ExampleKind.TEXT) {
      String text = new String(example.content(), StandardCharsets.UTF_8);
      return RowFactory.create(example.id(), example.label(), text, alphabet.encode(text));
    }
    return RowFactory.create(
        example.id(),
        example.label(),
        example.coarseLabel() == RawExample.NO_COARSE_LABEL ? null : example.coarseLabel(),
        RowFactory.create(
            example.id(),
            content.height(),
            content.width(),
            content.channels(),
            ParquetLayout.mode(content.channels()),
            example.content()));
  }
}
