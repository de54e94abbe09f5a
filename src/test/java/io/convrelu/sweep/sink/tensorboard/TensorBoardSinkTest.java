package io.convrelu.sweep.sink.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.sweep.ToldTrials;
import io.convrelu.sweep.result.TrialState;
import io.convrelu.sweep.sink.tensorboard.DecodedEvents.Scalar;
import io.convrelu.sweep.trial.PlannedTrial;
import io.convrelu.sweep.trial.TrialPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardSinkTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  private final PlannedTrial trial = ToldTrials.planned("abc", "train.lr = 0.1");

  @Test
  void everyEpochIsVisibleAsSoonAsItIsTold() throws IOException {
    TensorBoardSink sink = sink();
    sink.planned(new TrialPlan(List.of(trial), 0), List.of());
    sink.started(trial, 1);
    sink.epoch(trial, ToldTrials.epoch(1));
    assertThat(events().scalars("loss/train")).containsExactly(new Scalar("loss/train", 1, 2));
    sink.epoch(trial, ToldTrials.epoch(2));
    assertThat(events().scalars("loss/train"))
        .containsExactly(new Scalar("loss/train", 1, 2), new Scalar("loss/train", 2, 1));

    sink.ended(trial, ToldTrials.result(trial, TrialState.COMPLETED, "", ToldTrials.epochs(2)));
    sink.finished(List.of());

    assertThat(events().tags())
        .startsWith("_hparams_/session_start_info")
        .endsWith("_hparams_/session_end_info")
        .contains(
            "loss/train",
            "loss/test",
            "accuracy/validation",
            "accuracy/test",
            "lr",
            "images-per-second",
            "dead-units");
    assertThat(events().scalars("accuracy/validation"))
        .containsExactly(
            new Scalar("accuracy/validation", 1, 0.51f),
            new Scalar("accuracy/validation", 2, 0.52f));
    assertThat(DecodedEvents.files(folder.resolve("abc")))
        .singleElement()
        .asString()
        .endsWith("events.out.tfevents.1767323045678.convrelu");
  }

  @Test
  void whatWasNotMeasuredIsNotTold() throws IOException {
    TensorBoardSink sink = sink();
    sink.epoch(trial, ToldTrials.epoch(1, Double.NaN));

    assertThat(events().tags()).contains("accuracy/test").doesNotContain("accuracy/validation");
  }

  @Test
  void aTrainingThatGoesBackToItsCheckpointTellsNoStepTwice() throws IOException {
    TensorBoardSink killed = sink();
    killed.started(trial, 1);
    ToldTrials.epochs(4).forEach(epoch -> killed.epoch(trial, epoch));
    Path file = DecodedEvents.files(folder.resolve("abc")).get(0);
    // What a kill in the middle of a write leaves.
    Files.write(file, new byte[] {120, 0, 0, 0, 0, 0, 0, 0, 1, 2}, StandardOpenOption.APPEND);

    TensorBoardSink next = sink();
    next.started(trial, 1);
    next.epoch(trial, ToldTrials.epoch(3));
    next.epoch(trial, ToldTrials.epoch(4));
    assertThat(events().scalars("lr")).extracting(Scalar::step).containsExactly(1L, 2L, 3L, 4L);
    next.attemptEnded(trial, 1, "lost its executor");
    next.started(trial, 2);
    ToldTrials.epochs(5).forEach(epoch -> next.epoch(trial, epoch));

    assertThat(events().scalars("lr")).extracting(Scalar::step).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(events().tags()).containsOnlyOnce("_hparams_/session_start_info");
    assertThat(DecodedEvents.files(folder.resolve("abc"))).hasSize(1);
    assertThat(DecodedEvents.files(folder.resolve("abc")).get(0)).isNotEqualTo(file);
  }

  @Test
  void aTrialThatIsTriedAgainHasOneEnd() throws IOException {
    TensorBoardSink sink = sink();
    sink.epoch(trial, ToldTrials.epoch(1));
    sink.ended(trial, ToldTrials.result(trial, TrialState.FAILED, "x", ToldTrials.epochs(1)));
    sink.started(trial, 1);
    sink.epoch(trial, ToldTrials.epoch(2));
    assertThat(events().tags()).doesNotContain("_hparams_/session_end_info");
    assertThat(events().scalars("lr")).extracting(Scalar::step).containsExactly(1L, 2L);
    sink.ended(trial, ToldTrials.result(trial, TrialState.COMPLETED, "", ToldTrials.epochs(2)));

    assertThat(events().tags()).containsOnlyOnce("_hparams_/session_end_info");
    assertThat(events().scalars("lr")).extracting(Scalar::step).containsExactly(1L, 2L);
  }

  @Test
  void whatEndedBeforeOrWasNotToldIsWrittenFromTheResult() throws IOException {
    PlannedTrial earlier = ToldTrials.planned("def", "train.lr = 0.2");
    TensorBoardSink sink = sink();
    sink.planned(
        new TrialPlan(List.of(trial, earlier), 0),
        List.of(ToldTrials.result(earlier, TrialState.COMPLETED, "", ToldTrials.epochs(3))));
    sink.epoch(trial, ToldTrials.epoch(2));
    sink.ended(trial, ToldTrials.result(trial, TrialState.PRUNED, "", ToldTrials.epochs(3)));

    for (String id : List.of("abc", "def")) {
      assertThat(DecodedEvents.of(folder.resolve(id)).scalars("lr"))
          .extracting(Scalar::step)
          .containsExactly(1L, 2L, 3L);
    }
    List<Path> before = DecodedEvents.files(folder.resolve("def"));
    sink()
        .planned(
            new TrialPlan(List.of(trial, earlier), 0),
            List.of(ToldTrials.result(earlier, TrialState.COMPLETED, "", ToldTrials.epochs(3))));
    assertThat(DecodedEvents.files(folder.resolve("def"))).isEqualTo(before);
  }

  @Test
  void aTrialThatFailedAtOnceIsAmongTheTrials() throws IOException {
    TensorBoardSink sink = sink();
    sink.started(trial, 1);
    sink.ended(trial, ToldTrials.result(trial, TrialState.FAILED, "no memory", List.of()));

    assertThat(events().tags())
        .containsExactly("_hparams_/session_start_info", "_hparams_/session_end_info");
  }

  @Test
  void anObjectStoreShowsTheSame() throws IOException {
    Configuration store = new Configuration(false);
    store.set("fs.unappendable.impl", UnappendableFileSystem.class.getName());
    TensorBoardSink sink =
        new TensorBoardSink(
            store,
            new org.apache.hadoop.fs.Path("unappendable:" + folder.toUri().getPath()),
            CLOCK);
    sink.epoch(trial, ToldTrials.epoch(1));
    assertThat(events().scalars("lr")).extracting(Scalar::step).containsExactly(1L);
    byte[] first = Files.readAllBytes(DecodedEvents.files(folder.resolve("abc")).get(0));
    sink.epoch(trial, ToldTrials.epoch(2));

    assertThat(events().scalars("lr")).extracting(Scalar::step).containsExactly(1L, 2L);
    assertThat(Files.readAllBytes(DecodedEvents.files(folder.resolve("abc")).get(0)))
        .startsWith(first)
        .hasSizeGreaterThan(first.length);
  }

  @Test
  void aLocalFileIsKeptOpenAndAnObjectIsReplaced() throws IOException {
    String place = folder.resolve("file").toUri().getPath();
    Configuration hadoop = new Configuration(false);
    hadoop.set("fs.unappendable.impl", UnappendableFileSystem.class.getName());
    try (GrowingFile local = GrowingFile.create(hadoop, new org.apache.hadoop.fs.Path(place));
        GrowingFile object =
            GrowingFile.create(hadoop, new org.apache.hadoop.fs.Path("unappendable:" + place))) {
      assertThat(local).isInstanceOf(GrowingFile.Flushed.class);
      assertThat(object).isInstanceOf(GrowingFile.Rewritten.class);
    }
  }

  private TensorBoardSink sink() {
    return new TensorBoardSink(
        new Configuration(false), new org.apache.hadoop.fs.Path(folder.toUri()), CLOCK);
  }

  private DecodedEvents events() throws IOException {
    return DecodedEvents.of(folder.resolve("abc"));
  }
}
