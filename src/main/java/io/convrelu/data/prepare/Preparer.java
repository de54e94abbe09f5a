package io.convrelu.data.prepare;

import io.convrelu.data.BadInputException;
import io.convrelu.data.DataFile;
import io.convrelu.data.DatasetDescription;
import io.convrelu.data.DatasetDescription.ImageShape;
import io.convrelu.data.DatasetManifest;
import io.convrelu.data.ExampleKind;
import io.convrelu.data.ManifestWriter;
import io.convrelu.data.Split;
import io.convrelu.data.source.SourcePlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prepares a data set. The driver plans from names and sizes; executors read everything twice:
 * first to check and decode it and to report keys and labels, from which the driver works out
 * splits and shards, then to write it. So bad input is found before anything is written.
 */
public final class Preparer {

  private static final Logger LOG = LoggerFactory.getLogger(Preparer.class);

  private final JavaSparkContext spark;

  public Preparer(SparkSession session) {
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
  }

  /**
   * Prepares.
   *
   * @throws BadInputException when the input cannot be used; nothing is left at the output
   * @throws io.convrelu.conf.ConfigException when the output is taken
   * @throws IOException when a file system fails
   */
  public PreparedSummary prepare(PrepareRequest request) throws IOException {
    OutputFolder output = new OutputFolder(spark.hadoopConfiguration(), request.output());
    output.begin(request.existing());
    try {
      DatasetManifest manifest = fill(request, output);
      return new PreparedSummary(output.display(), manifest);
    } catch (Exception e) {
      // Spark throws checked exceptions that it does not declare.
      try {
        output.abort();
      } catch (IOException cleaning) {
        e.addSuppressed(cleaning);
      }
      throw e;
    }
  }

  private DatasetManifest fill(PrepareRequest request, OutputFolder output) throws IOException {
    Passes passes = new Passes(spark);
    Sources sources = new Sources(spark.hadoopConfiguration(), passes);
    SourcePlan plan = sources.plan(request, output.work());
    SortedMap<String, String> digests = passes.digests(plan.files());
    LOG.info("reading and checking {} parts", plan.units().size());
    List<UnitSurvey> surveys = passes.survey(plan.units(), request.seed());
    digests.putAll(SourceDigests.ofFolders(SourceDigests.smallFiles(surveys)));
    SplitRule rule = SplitRule.of(surveys, plan.classNames(), request.choices(), request.input());
    ShardPlan shards = ShardPlan.of(surveys, rule, plan.classNames().size());
    LOG.info("writing {} files", shards.shards().size());
    List<WrittenShard> written =
        passes.write(
            plan.units(), request.seed(), shards, plan.content(), output.work() + "/attempts");
    DatasetDescription description =
        new DatasetDescription(
            DatasetManifest.SCHEMA_VERSION,
            request.dataset().written(),
            plan.content().kind(),
            request.dataset().origin() == DatasetName.Origin.GENERATED,
            plan.classNames(),
            plan.coarseClassNames(),
            shape(plan, shards, written),
            shards.counts(),
            request.seed(),
            digests);
    DatasetManifest manifest =
        new DatasetManifest(description, request.choices(), files(shards, written));
    checkCounts(manifest);
    output.commit(manifest, written, new ManifestWriter().write(manifest));
    return manifest;
  }

  private static ImageShape shape(SourcePlan plan, ShardPlan shards, List<WrittenShard> written) {
    SourcePlan.Content content = plan.content();
    if (content.kind() != ExampleKind.IMAGE) {
      return ImageShape.NONE;
    }
    ChannelSums sums = new ChannelSums(content.channels());
    for (WrittenShard shard : written) {
      if (shards.shards().get(shard.shard()).split() == Split.TRAIN) {
        sums.add(shard.sums());
      }
    }
    return new ImageShape(
        content.channels(), content.height(), content.width(), sums.means(), sums.deviations());
  }

  private static List<DataFile> files(ShardPlan shards, List<WrittenShard> written) {
    List<DataFile> files = new ArrayList<>();
    for (WrittenShard shard : written) {
      ShardPlan.Shard place = shards.shards().get(shard.shard());
      String path =
          String.format(
              Locale.ROOT,
              "%s/split=%s/part-%05d.parquet",
              DataFile.FOLDER,
              place.split().name().toLowerCase(Locale.ROOT),
              place.number());
      files.add(new DataFile(place.split(), path, shard.length(), shard.examples()));
    }
    return files;
  }

  private static void checkCounts(DatasetManifest manifest) {
    for (Split split : manifest.description().counts().keySet()) {
      long written = manifest.files(split).stream().mapToLong(DataFile::examples).sum();
      if (written != manifest.description().count(split)) {
        throw new IllegalStateException(
            "of "
                + manifest.description().count(split)
                + " "
                + split
                + " examples "
                + written
                + " were written; was the input changed meanwhile?");
      }
    }
  }
}
