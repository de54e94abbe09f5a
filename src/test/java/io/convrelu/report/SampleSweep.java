package io.convrelu.report;

import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialResult.EpochPoint;
import io.convrelu.sweep.result.TrialResult.HistogramBin;
import io.convrelu.sweep.result.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Invented results in the shape of real ones: many rows, three seeds, curves, thresholds, a
 * diverged and a failed trial, and a synthetic data set. For looking at pages; not a measurement.
 */
public final class SampleSweep {

  private static final int EPOCHS = 30;

  private final Random random = new Random(7);
  private final List<TrialResult> results = new ArrayList<>();

  private SampleSweep() {}

  public static List<TrialResult> results() {
    SampleSweep sample = new SampleSweep();
    sample.images();
    sample.text();
    sample.synthetic();
    return sample.results;
  }

  private void images() {
    row("relu", "", "", 0.712, 0);
    row("leaky-relu", "first", "", 0.716, 0);
    row("leaky-relu", "all", "", 0.706, 0);
    row("prelu", "first", "", 0.714, 0);
    row("prelu", "all", "", 0.699, 0);
    row("conv-relu", "first", "zero", 0.727, 0.012);
    row("conv-relu", "all", "zero", 0.718, 0.02);
    row("conv-relu", "last", "zero", 0.709, 0.016);
    row("conv-relu", "first", "random", 0.713, 0.05);
    row("conv-relu", "first", "glorot", 0.701, 0.08);
    row("ada-relu", "first", "zero", 0.719, 0.015);
    row("elu", "all", "", 0.690, 0);
    for (long seed = 1; seed <= 3; seed++) {
      Trials trial = Trials.trial().choice("selu", "all", "").seed(seed).settings(settings());
      results.add(
          seed == 1
              ? trial
                  .ended(TrialState.FAILED, "OutOfMemoryError: off-heap memory (4g) is used up")
                  .build()
              : trial
                  .ended(
                      TrialState.DIVERGED,
                      "loss is NaN at epoch 3, step 217; last healthy loss 9.81")
                  .build());
    }
  }

  private void text() {
    for (String[] choice :
        new String[][] {{"relu", "", ""}, {"prelu", "all", ""}, {"conv-relu", "first", "zero"}}) {
      results.add(
          Trials.trial()
              .data("ag-news", false)
              .network("char-cnn-small")
              .trainExamples(15_237)
              .choice(choice[0], choice[1], choice[2])
              .top1(0.84 + 0.01 * random.nextGaussian())
              .curve(curve(0.84))
              .settings(settings())
              .build());
    }
  }

  private void synthetic() {
    for (long seed = 1; seed <= 2; seed++) {
      for (String activation : List.of("relu", "conv-relu")) {
        results.add(
            Trials.trial()
                .data("synthetic", true)
                .network("cnn-small")
                .choice(activation, "first", "zero")
                .seed(seed)
                .top1(0.97 + 0.005 * random.nextGaussian())
                .settings(settings())
                .build());
      }
    }
  }

  private void row(String activation, String strategy, String init, double level, double spread) {
    for (long seed = 1; seed <= 3; seed++) {
      double reached = level + 0.004 * random.nextGaussian();
      List<EpochPoint> curve = curve(reached);
      results.add(
          Trials.trial()
              .choice(activation, strategy, init)
              .seed(seed)
              .top1(curve.get(EPOCHS - 1).testTop1())
              .curve(curve)
              .histogram(spread > 0 ? histogram(spread) : List.of())
              .settings(settings())
              .build());
    }
  }

  private static Map<String, String> settings() {
    return Map.of(
        "network.name", "densenet-40",
        "train.batch-size", "128",
        "train.epochs", "30",
        "train.lr", "0.1",
        "train.lr-steps", "[15, 25]",
        "train.workers", "2");
  }

  private List<EpochPoint> curve(double reached) {
    List<EpochPoint> curve = new ArrayList<>();
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      double jump = epoch > 25 ? 1 : epoch > 15 ? 0.97 : 0.86;
      double noise = (epoch > 15 ? 0.003 : 0.02) * random.nextGaussian();
      double top1 = reached * jump * (1 - 0.75 * Math.exp(-epoch / 3.5)) + noise;
      double loss =
          0.35
              + 2.0 * Math.exp(-epoch / 5.0)
              - (epoch > 15 ? 0.15 : 0)
              + 0.01 * random.nextGaussian();
      curve.add(
          new EpochPoint(
              epoch,
              0.1,
              loss,
              loss + 0.3,
              top1,
              Double.NaN,
              1_200,
              0.02 + 0.1 * reached * (1 - Math.exp(-epoch / 8.0)) + 0.001 * random.nextGaussian(),
              0.02,
              0.3 + 0.2 * reached));
    }
    return curve;
  }

  private List<HistogramBin> histogram(double spread) {
    long[] counts = new long[61];
    for (int i = 0; i < 2_916; i++) {
      int bin = (int) Math.floor(random.nextGaussian() * 9 + 30.5);
      counts[Math.max(0, Math.min(60, bin))]++;
    }
    List<HistogramBin> bins = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      double width = 6.5 * spread / counts.length;
      bins.add(new HistogramBin((i - 30.5) * width, (i - 29.5) * width, counts[i]));
    }
    return bins;
  }
}
