package io.convrelu.report;

import io.convrelu.sweep.TrialResult;
import io.convrelu.sweep.TrialResult.EpochPoint;
import io.convrelu.sweep.TrialState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

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
    settings.put("train.lr", String.format(java.util.Locale.ROOT, "%.5f", lr));
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
    return trial.curve(curve).top1(curve.get(curve.size() - 1).testTop1()).build();
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
              0.02 + 0.05 * grown * random.nextDouble()));
    }
    return curve;
  }
}
