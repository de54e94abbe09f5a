package io.convrelu.bench.worker;

import java.io.IOException;
import java.util.SplittableRandom;

/**
 * Batches for a network: CIFAR-10 images when there is a data folder, normal noise without one;
 * text is always random characters of full length, which is the most work a text can be.
 */
public final class Batches {

  /** Characters with a column of their own: all of the alphabet. */
  private static final float HOT = 1;

  private final WorkerSettings settings;
  private final SplittableRandom random;
  private final CifarImages images;

  /**
   * @param seed of random examples, and of which images come first
   * @throws IOException when the data folder cannot be read
   */
  public Batches(WorkerSettings settings, long seed) throws IOException {
    this.settings = settings;
    this.random = new SplittableRandom(seed);
    this.images =
        settings.data().isPresent() && !settings.network().readsText()
            ? CifarImages.read(settings.data().get())
            : CifarImages.none();
  }

  /** What the examples are, for the report. */
  public String description() {
    if (settings.network().readsText()) {
      return "random text";
    }
    return images.count() > 0 ? "CIFAR-10" : "random images";
  }

  /** Another batch. */
  public Batch next() {
    BenchNetwork network = settings.network();
    float[] values = new float[settings.batch() * network.inputSize()];
    int[] labels = new int[settings.batch()];
    for (int example = 0; example < labels.length; example++) {
      int start = example * network.inputSize();
      labels[example] = random.nextInt(network.classes());
      if (network.readsText()) {
        text(values, start);
      } else if (images.count() > 0) {
        labels[example] = images.copy(random.nextInt(images.count()), values, start);
      } else {
        noise(values, start);
      }
    }
    return new Batch(values, labels);
  }

  private void text(float[] values, int start) {
    int length = settings.network().width();
    for (int position = 0; position < length; position++) {
      int character = random.nextInt(settings.network().channels());
      values[start + character * length + position] = HOT;
    }
  }

  private void noise(float[] values, int start) {
    for (int i = 0; i < settings.network().inputSize(); i++) {
      values[start + i] = (float) random.nextGaussian();
    }
  }
}
