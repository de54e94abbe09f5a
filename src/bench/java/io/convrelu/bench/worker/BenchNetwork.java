package io.convrelu.bench.worker;

import java.util.Locale;

/** A network that both sides can train, with the shape of its input {@code [N, C, H, W]}. */
public enum BenchNetwork {
  DENSENET_CIFAR(3, 32, 32, 10),
  VGG_16(3, 32, 32, 10),
  RESNET_18(3, 32, 32, 10),
  RESNET_9(3, 32, 32, 10),
  CNN_SMALL(3, 32, 32, 10),
  /** Zhang, Zhao and LeCun 2015, small: 256 features; text one-hot, classes of AG's news. */
  CHAR_CNN_SMALL(70, 1, 1014, 4);

  private final int channels;
  private final int height;
  private final int width;
  private final int classes;

  BenchNetwork(int channels, int height, int width, int classes) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.classes = classes;
  }

  public int channels() {
    return channels;
  }

  public int height() {
    return height;
  }

  public int width() {
    return width;
  }

  public int classes() {
    return classes;
  }

  /** Numbers of one example. */
  public int inputSize() {
    return channels * height * width;
  }

  public boolean readsText() {
    return this == CHAR_CNN_SMALL;
  }

  /** Its name on the command line and in tables. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
