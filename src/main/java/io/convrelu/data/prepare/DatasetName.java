package io.convrelu.data.prepare;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The data sets that can be prepared. */
public enum DatasetName {
  CIFAR10(Origin.OFFICIAL),
  CIFAR100(Origin.OFFICIAL),
  TINY_IMAGENET(Origin.OFFICIAL),
  FASHION_MNIST(Origin.OFFICIAL),
  AG_NEWS(Origin.OFFICIAL),
  YELP_FULL(Origin.OFFICIAL),
  MR(Origin.OFFICIAL_WITHOUT_TEST),
  SYNTHETIC(Origin.GENERATED),
  SYNTHETIC_TEXT(Origin.GENERATED);

  /** Where examples come from. */
  public enum Origin {
    OFFICIAL,
    /** An official distribution that does not say which examples are for testing. */
    OFFICIAL_WITHOUT_TEST,
    GENERATED
  }

  private final Origin origin;

  DatasetName(Origin origin) {
    this.origin = origin;
  }

  public Origin origin() {
    return origin;
  }

  /** As it is written in options and in {@code dataset.json}: {@code tiny-imagenet}. */
  public String written() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The data set of a written name; empty when there is none. */
  public static Optional<DatasetName> of(String written) {
    return Arrays.stream(values()).filter(name -> name.written().equals(written)).findFirst();
  }

  /** All written names, for messages. */
  public static String all() {
    return Arrays.stream(values()).map(DatasetName::written).collect(Collectors.joining(", "));
  }
}
