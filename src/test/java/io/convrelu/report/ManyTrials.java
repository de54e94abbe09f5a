package io.convrelu.report;

import io.convrelu.sweep.provenance.Cluster;
import io.convrelu.sweep.provenance.CodeVersion;
import io.convrelu.sweep.provenance.DataSource;
import io.convrelu.sweep.provenance.Machine;
import io.convrelu.sweep.provenance.Provenance;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialResult.EpochPoint;
import io.convrelu.sweep.result.TrialState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A thousand invented results in the shape of a random search: two data sets, six activations,
 * learning rates over three powers of ten, long curves, some that did not complete. Not a
 * measurement.
 */
public final class ManyTrials {

  private static final String[][] CHOICES = {
    {"relu", "", ""},
    {"leaky-relu", "first", ""},
    {"prelu", "all", ""},
    {"conv-relu", "first", "zero"},
    {"conv-relu", "all", "random"},
    {"elu", "all", ""}
  };

  private final Random random = new Random(11);

  private ManyTrials() {}

  public static List<TrialResult> results(int count) {
    ManyTrials many = new ManyTrials();
    List<TrialResult> results = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      results.add(many.trial(i));
    }
    return results;
  }

  private TrialResult trial(int i) {
    String[] choice = CHOICES[i % CHOICES.length];
    double lr = Math.pow(10, -3 + 2.5 * random.nextDouble());
    Map<String, String> settings = new HashMap<>();
    settings.put("train.lr", String.format(Locale.ROOT, "%.5f", lr));
    settings.put("train.momentum", random.nextBoolean() ? "0.9" : "0");
    settings.put("train.weight-decay", new String[] {"0", "0.0001", "0.0005"}[random.nextInt(3)]);
    settings.put("train.augmentation", random.nextBoolean() ? "pad-crop-flip" : "none");
    settings.put("train.epochs", "120");
    settings.put("train.workers", "2");
    Trials trial =
        Trials.trial()
            .data(i % 3 == 0 ? "cifar100" : "cifar10", false)
            .network(i % 2 == 0 ? "densenet-40" : "resnet-18")
            .choice(choice[0], choice[1], choice[2])
            .seed(1 + i / 18)
            .settings(settings);
    double level = 0.55 + 0.12 * Math.exp(-Math.pow(Math.log10(lr) + 1.4, 2) * 2) + 0.01 * (i % 6);
    if (i % 25 == 7) {
      return trial.ended(TrialState.DIVERGED, "loss is NaN at epoch 3, step " + i).build();
    }
    if (i % 50 == 8) {
      return trial.ended(TrialState.FAILED, "OutOfMemoryError: Java heap space").build();
    }
    List<EpochPoint> curve = curve(level, lr);
    double seconds = 4_000 + 500 * random.nextGaussian();
    return trial
        .curve(curve)
        .top1(curve.get(curve.size() - 1).testTop1())
        .with(
            result ->
                result
                    .seconds(seconds)
                    .imagesPerSecond(120 * 10_000 / seconds)
                    .testLoss(curve.get(curve.size() - 1).testLoss())
                    .validationTop1(curve.get(curve.size() - 1).validationTop1())
                    .attempts(1 + i % 40 / 39)
                    .averagingOverhead(0.012)
                    .classifierSparsity(curve.get(curve.size() - 1).classifierSparsity())
                    .provenance(provenance(settings)))
        .build();
  }

  private static Provenance provenance(Map<String, String> settings) {
    SortedMap<String, String> configuration = new TreeMap<>(settings);
    for (int key = 0; key < 40; key++) {
      configuration.put("section" + key / 10 + ".key-" + key, "value " + key);
    }
    return new Provenance(
        new CodeVersion("0.1.0", "8f9e638".repeat(5) + "8f9e6", "clean"),
        configuration,
        new DataSource("data/cifar10", "f1a9".repeat(16), "77c0".repeat(16), 12, 30_000_000),
        new Machine("Linux amd64", "a processor", 2, "OpenJDK 17", "oneDNN 3.11, AVX-512", "1"),
        new Cluster("3.5.5", "local[2]", 0, List.of()),
        "2024-05-01T10:00:00Z",
        "2024-05-01T11:10:00Z");
  }

  private List<EpochPoint> curve(double level, double lr) {
    List<EpochPoint> curve = new ArrayList<>();
    for (int epoch = 1; epoch <= 120; epoch++) {
      double grown = 1 - 0.7 * Math.exp(-epoch / 12.0);
      curve.add(
          new EpochPoint(
              epoch,
              epoch > 80 ? lr / 10 : lr,
              2.3 * (1.05 - grown) + 0.02 * random.nextGaussian() + 0.1,
              2.3 * (1.1 - grown) + 0.02 * random.nextGaussian() + 0.3,
              level * grown + 0.004 * random.nextGaussian(),
              level * grown + 0.01 * random.nextGaussian(),
              700 + 40 * random.nextGaussian(),
              0.02 + 0.05 * grown * random.nextDouble(),
              0.01 + 0.005 * random.nextDouble(),
              0.4 + 0.1 * grown));
    }
    return curve;
  }
}
