package io.convrelu.sweep.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.conf.Settings;
import io.convrelu.sweep.Results;
import io.convrelu.sweep.provenance.Provenance;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.trial.Trial;
import io.convrelu.testing.LocalSpark;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalSpark.class)
class ResultsTableTest {

  @TempDir Path folder;

  @Test
  void everyFieldComesBackFromTheTable(SparkSession spark) throws Exception {
    TrialResult completed = result("aaa", "train.lr = 0.1");
    TrialResult diverged = result("bbb", "fake.ending = diverging");
    Files.writeString(folder.resolve("sweep.json"), "{}");

    new ResultsTable(spark, StoreFiles.at(new Configuration(), folder.toString()))
        .replace(List.of(diverged, completed));

    assertThat(SweepResults.read(spark, folder.toString())).containsExactly(completed, diverged);
  }

  /** The table is one that the release before wrote. */
  @Test
  void aTableOfVersion1SaysWhatWasNotRecordedThen(SparkSession spark) throws Exception {
    Files.writeString(folder.resolve("sweep.json"), "{}");
    Files.createDirectory(folder.resolve("results"));
    try (InputStream table = getClass().getResourceAsStream("results-version-1.parquet")) {
      Files.copy(table, folder.resolve("results/results.parquet"));
    }

    List<TrialResult> results = SweepResults.read(spark, folder.toString());

    assertThat(results).extracting(TrialResult::trial).contains("24353663d65b");
    assertThat(results)
        .allSatisfy(
            result -> {
              assertThat(result.testTop1()).isBetween(0.3, 1.0);
              assertThat(result.attempts()).isEqualTo(1);
              assertThat(result.classifierSparsity()).isNaN();
              assertThat(result.provenance()).isEqualTo(Provenance.NOT_RECORDED);
              assertThat(result.curve()).hasSize(6);
              assertThat(result.curve().get(5).averagingOverhead()).isNaN();
            });
  }

  private TrialResult result(String id, String conf) throws InterruptedException {
    return Results.of(new Trial(id, Settings.parse(conf, "test.conf"), "unused"));
  }
}
