package io.convrelu.sweep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convrelu.conf.Settings;
import io.convrelu.data.BadInputException;
import io.convrelu.sweep.Results;
import io.convrelu.sweep.layers.LayerDeadUnits;
import io.convrelu.sweep.layers.LayerObservations;
import io.convrelu.sweep.layers.LayerThresholds;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialStoreTest {

  private static final AttemptStart START =
      new AttemptStart(1, "1@host", "2024-05-06T07:08:09Z", 0);

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

    store.begin(trial, START);
    assertThat(store.load()).isEmpty();
    TrialResult result = Results.of(trial);
    store.commit(result);

    assertThat(store.load()).containsExactly(result);
  }

  @Test
  void whatAKilledWriterLeftIsNoResultAndIsRemoved() throws Exception {
    store.begin(trial("aaa"), START);
    Path leftover = folder.resolve("trials/aaa/.result.json.tmp");
    Files.writeString(leftover, "{ \"schemaVersion\" : 1, \"resu");

    assertThat(store.load()).isEmpty();
    assertThat(leftover).doesNotExist();
  }

  @Test
  void knowsHowAttemptsEndedAndWhichDidNot() throws Exception {
    Trial trial = trial("aaa");
    store.begin(trial, START);
    store.fail(
        trial,
        new AttemptEnd(1, TrialState.FAILED, "disk full", 1.5, "2024-05-06T07:09:00Z"),
        Optional.of("trace"));
    AttemptStart second = new AttemptStart(2, "2@host", "2024-05-06T07:10:00Z", 3);
    store.begin(trial, second);

    StoredTrial stored = store.read().get("aaa");

    assertThat(stored.result()).isEmpty();
    assertThat(stored.attempts()).isEqualTo(2);
    assertThat(stored.unfinished()).containsExactly(second);
    assertThat(stored.ends()).extracting(AttemptEnd::message).containsExactly("disk full");
    assertThat(folder.resolve("trials/aaa/attempts/0001.log")).hasContent("trace");
  }

  @Test
  void aDamagedNoteOfAnAttemptIsAnErrorWithFileAndRemedy() throws Exception {
    store.begin(trial("aaa"), START);
    Path file = folder.resolve("trials/aaa/attempts/0001.start.json");
    Files.writeString(file, Files.readString(file).replace("1@host", "7@host"));

    assertThatThrownBy(store::load)
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("checksum")
        .hasMessageContaining("delete the folder")
        .hasMessageContaining(folder.resolve("trials/aaa") + " to run this trial again");
  }

  @Test
  void aDamagedResultIsAnErrorWithFileAndRemedy() throws Exception {
    store.begin(trial("aaa"), START);
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
    store.begin(trial("aaa"), START);
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
    store.begin(trial("aaa"), START);
    assertThat(SweepResults.layers(new Configuration(), folder.toString(), "aaa")).isEmpty();
    LayerObservations layers =
        new LayerObservations(
            List.of(0, 1),
            List.of(Double.NaN, 0.1),
            List.of(new LayerDeadUnits("stage1.1", List.of(Double.NaN, 0.25))),
            List.of(new LayerThresholds("stage1.1", -1, 1, List.of(List.of(1L, 2L), List.of()))));
    Path file = folder.resolve("trials/aaa/layers.json");
    new LayersFile(new Configuration()).write(store.folder("aaa"), layers);

    assertThat(SweepResults.layers(new Configuration(), folder.toString(), "aaa")).contains(layers);

    Files.writeString(file, Files.readString(file).replace("0.25", "0.26"));
    assertThatThrownBy(() -> SweepResults.layers(new Configuration(), folder.toString(), "aaa"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(file + ": does not match its own checksum; delete it to do without");
  }

  @Test
  void aResultInAnotherTrialsFolderIsAnError() throws Exception {
    store.begin(trial("aaa"), START);
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
