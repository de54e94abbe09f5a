package io.convrelu.sweep.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.convrelu.sweep.layers.LayerObservations;
import io.convrelu.sweep.layers.LayerThresholds;
import io.convrelu.sweep.store.LayersFile;
import io.convrelu.sweep.store.TrialFolder;
import io.convrelu.train.EpochMetrics;
import io.convrelu.train.Evaluation;
import io.convrelu.train.ModelState;
import io.convrelu.train.RoundSeconds;
import io.convrelu.train.TrainingRun;
import io.convrelu.train.observed.RecordedEpochs;
import io.convrelu.train.observed.ThresholdCounts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerRecordTest {

  private final SplittableRandom random = new SplittableRandom(2);

  @TempDir private Path folder;

  /** As docs/SWEEPS.md says: densenet-cifar with ConvReLU everywhere, the paper's 300 epochs. */
  @Test
  void aLongTrainingOfManyLayersStaysSmall() throws Exception {
    List<String> layers = new ArrayList<>();
    for (int i = 0; i < 119; i++) {
      layers.add("block" + (1 + i / 30) + "-layer" + (i % 30) + "-conv2");
    }
    List<EpochMetrics> epochs = new ArrayList<>();
    for (int epoch = 1; epoch <= 300; epoch++) {
      Map<String, Double> dead = new LinkedHashMap<>();
      layers.forEach(layer -> dead.put(layer, random.nextDouble()));
      epochs.add(
          epoch(epoch, dead, RecordedEpochs.isRecorded(epoch, 300) ? counts(layers) : Map.of()));
    }

    LayerObservations recorded = LayerRecord.of(run(counts(layers), epochs));
    new LayersFile(new Configuration()).write(folder.toString(), recorded);

    assertThat(recorded.epochs())
        .containsExactly(0, 1, 32, 64, 96, 128, 160, 192, 224, 256, 288, 300);
    assertThat(Files.size(folder.resolve("layers.json"))).isBetween(100_000L, 200_000L);
    assertThat(new TrialFolder(new Configuration(), folder.toString()).layers()).contains(recorded);
  }

  @Test
  void binsOfALayerAreThoseOfItsWidestEpoch() {
    ThresholdCounts narrow = spread(-3, 4);
    ThresholdCounts wide = spread(-1, 1);

    LayerObservations recorded =
        LayerRecord.of(
            run(
                Map.of("a", narrow),
                List.of(
                    epoch(1, Map.of(), Map.of("a", wide, "b", narrow)),
                    epoch(2, Map.of(), Map.of()))));

    assertThat(recorded.epochs()).containsExactly(0, 1, 2);
    LayerThresholds a = recorded.thresholds().get(0);
    assertThat(a.low()).isEqualTo(-0.5);
    assertThat(a.high()).isEqualTo(0.5);
    // Four widths of before are one of now; epoch 2 was not recorded.
    List<Long> merged = new ArrayList<>(Collections.nCopies(32, 0L));
    merged.subList(12, 20).replaceAll(count -> 16L);
    assertThat(a.counts()).containsExactly(merged, wide.counts(), List.of());
    assertThat(recorded.thresholds().get(1).counts())
        .containsExactly(List.of(), narrow.counts(), List.of());
    assertThat(recorded.deadUnits()).isEmpty();
  }

  private static ThresholdCounts spread(int exponent, long each) {
    return new ThresholdCounts(exponent, Collections.nCopies(ThresholdCounts.BINS, each));
  }

  private Map<String, ThresholdCounts> counts(List<String> layers) {
    Map<String, ThresholdCounts> counts = new LinkedHashMap<>();
    for (String layer : layers) {
      List<Long> bins = new ArrayList<>();
      for (int bin = 0; bin < ThresholdCounts.BINS; bin++) {
        bins.add(random.nextLong(200));
      }
      counts.put(layer, new ThresholdCounts(-2, bins));
    }
    return counts;
  }

  private static TrainingRun run(Map<String, ThresholdCounts> initial, List<EpochMetrics> epochs) {
    return new TrainingRun(
        new ModelState("{}", new float[0], new float[0]), epochs, Optional.empty(), initial);
  }

  private static EpochMetrics epoch(
      int number, Map<String, Double> dead, Map<String, ThresholdCounts> thresholds) {
    return new EpochMetrics(
        number,
        0.1,
        1,
        Evaluation.NONE,
        Evaluation.NONE,
        1,
        1,
        1,
        1,
        0,
        1,
        new RoundSeconds(0.1, 0.2, 0.3, 0.4, 0.5, 1.7),
        1,
        dead,
        0.5,
        thresholds);
  }
}
