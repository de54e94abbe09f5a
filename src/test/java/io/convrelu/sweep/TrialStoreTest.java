package io.convrelu.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.conf.Settings;
import io.convrelu.data.BadInputException;
import io.convrelu.sweep.layers.LayerDeadUnits;
import io.convrelu.sweep.layers.LayerObservations;
import io.convrelu.sweep.layers.LayerThresholds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialStoreTest {

  @TempDir Path folder;
  private TrialStore store;

  @BeforeEach
  void openStore() throws IOException {
    store = new TrialStore(StoreFiles.at(new Configuration(), folder.toString()));
  }

  @Test
  void aTrialHasEndedOnceItsResultIsCommitted() throws Exception {
    Trial trial = trial("aaa");
    assertThat(store.load()).isEmpty();

    store.begin(trial);
    assertThat(store.load()).isEmpty();
    TrialResult result = Results.of(trial);
    store.commit(result);

    assertThat(store.load()).containsExactly(result);
  }

  @Test
  void whatAKilledWriterLeftIsNoResultAndIsRemoved() throws Exception {
    store.begin(trial("aaa"));
    Path leftover = folder.resolve("trials/aaa/.result.json.tmp");
    Files.writeString(leftover, "{ \"schemaVersion\" : 1, \"resu");

    assertThat(store.load()).isEmpty();
    assertThat(leftover).doesNotExist();
  }

  @Test
  void aTrialThatRunsAgainFindsAnEmptyFolder() throws Exception {
    Trial trial = trial("aaa");
    store.begin(trial);
    store.writeErrorLog(trial, "trace");
    store.commit(Results.of(trial));
    Files.writeString(folder.resolve("trials/aaa/metrics.jsonl"), "half");

    store.begin(trial);

    assertThat(folder.resolve("trials/aaa")).isEmptyDirectory();
  }

  @Test
  void aDamagedResultIsAnErrorWithFileAndRemedy() throws Exception {
    store.begin(trial("aaa"));
    store.commit(Results.of(trial("aaa")));
    Path file = folder.resolve("trials/aaa/result.json");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));

    assertThatThrownBy(store::load)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("delete the folder")
        .hasMessageContaining(file.getParent() + " to run this trial again");
  }

  @Test
  void aResultOfANewerProgramIsNotToBeDeleted() throws Exception {
    store.begin(trial("aaa"));
    store.commit(Results.of(trial("aaa")));
    Path file = folder.resolve("trials/aaa/result.json");
    Files.writeString(
        file, Files.readString(file).replace("schemaVersion\" : 2", "schemaVersion\" : 9"));

    assertThatThrownBy(store::load)
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "file:"
                + file
                + ": has schema version 9, this program reads 1 to 2; use the program that wrote"
                + " it, or give another output");
  }

  @Test
  void observationsOfLayersAreReadOnDemand() throws Exception {
    store.begin(trial("aaa"));
    assertThat(store.layers("aaa")).isEmpty();
    LayerObservations layers =
        new LayerObservations(
            List.of(0, 1),
            List.of(Double.NaN, 0.1),
            List.of(new LayerDeadUnits("stage1.1", List.of(Double.NaN, 0.25))),
            List.of(new LayerThresholds("stage1.1", -1, 1, List.of(List.of(1L, 2L), List.of()))));
    Path file = folder.resolve("trials/aaa/layers.json");
    Files.write(file, new LayersJson().write(layers));

    assertThat(SweepResults.layers(new Configuration(), folder.toString(), "aaa")).contains(layers);

    Files.writeString(file, Files.readString(file).replace("0.25", "0.26"));
    assertThatThrownBy(() -> SweepResults.layers(new Configuration(), folder.toString(), "aaa"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(file + ": does not match its own checksum; delete it to do without");
  }

  @Test
  void aResultInAnotherTrialsFolderIsAnError() throws Exception {
    store.begin(trial("aaa"));
    store.commit(Results.of(trial("aaa")));
    Files.move(folder.resolve("trials/aaa"), folder.resolve("trials/bbb"));

    assertThatThrownBy(store::load)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is the result of trial aaa");
  }

  @Test
  void filesThatAreNotTrialsAreNoneOfItsBusiness() throws Exception {
    Files.createDirectories(folder.resolve("trials"));
    Files.writeString(folder.resolve("trials/.DS_Store"), "x");

    assertThat(store.load()).isEmpty();
  }

  private Trial trial(String id) {
    return new Trial(id, Settings.EMPTY, store.folder(id));
  }
}
