package io.convrelu.report;

import io.convrelu.sweep.layers.LayerDeadUnits;
import io.convrelu.sweep.layers.LayerObservations;
import io.convrelu.sweep.layers.LayerThresholds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Invented observations by layer, of the size that a DenseNet of 40 layers leaves. */
public final class SampleLayers {

  private static final int LAYERS = 39;
  private static final int WITH_THRESHOLDS = 12;
  private static final int BINS = 41;
  private static final List<Integer> EPOCHS = List.of(0, 1, 2, 4, 7, 12, 20, 35, 60, 90, 120);

  private SampleLayers() {}

  /** The layers of a trial, the same each time. */
  public static Optional<LayerObservations> of(String trial) {
    Random random = new Random(trial.hashCode());
    List<LayerDeadUnits> dead = new ArrayList<>();
    List<LayerThresholds> thresholds = new ArrayList<>();
    for (int layer = 0; layer < LAYERS; layer++) {
      String name = "block" + (1 + layer / 13) + "-layer" + (1 + layer % 13) + "-conv";
      dead.add(new LayerDeadUnits(name, shares(random, layer)));
      if (layer < WITH_THRESHOLDS) {
        thresholds.add(new LayerThresholds(name, -0.12, 0.12, counts(random, layer)));
      }
    }
    return Optional.of(new LayerObservations(EPOCHS, rates(), dead, thresholds));
  }

  private static List<Double> rates() {
    return EPOCHS.stream().map(epoch -> epoch == 0 ? Double.NaN : 0.1).toList();
  }

  private static List<Double> shares(Random random, int layer) {
    List<Double> shares = new ArrayList<>();
    for (int epoch : EPOCHS) {
      double grown = (1 - Math.exp(-epoch / 20.0)) * 0.3 * layer / LAYERS;
      shares.add(epoch == 0 ? Double.NaN : Math.max(0, grown + 0.01 * random.nextGaussian()));
    }
    return shares;
  }

  private static List<List<Long>> counts(Random random, int layer) {
    List<List<Long>> counts = new ArrayList<>();
    for (int epoch : EPOCHS) {
      long[] bins = new long[BINS];
      double spread = 0.3 + 7 * (1 - Math.exp(-epoch / 25.0));
      double shift = layer * 0.5 * (1 - Math.exp(-epoch / 40.0));
      for (int i = 0; i < 900; i++) {
        int bin = (int) Math.floor(BINS / 2.0 + shift + spread * random.nextGaussian());
        bins[Math.max(0, Math.min(BINS - 1, bin))]++;
      }
      List<Long> epochCounts = new ArrayList<>();
      for (long bin : bins) {
        epochCounts.add(bin);
      }
      counts.add(epochCounts);
    }
    return counts;
  }
}
