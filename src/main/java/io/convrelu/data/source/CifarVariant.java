package io.convrelu.data.source;

import io.convrelu.data.source.SourcePlan.Content;

/** The two sizes of CIFAR. */
public enum CifarVariant {
  CIFAR_10(10, 0),
  CIFAR_100(100, 20);

  static final int SIDE = 32;
  static final int PLANE = SIDE * SIDE;

  private final int classes;
  private final int coarseClasses;

  CifarVariant(int classes, int coarseClasses) {
    this.classes = classes;
    this.coarseClasses = coarseClasses;
  }

  int classes() {
    return classes;
  }

  int coarseClasses() {
    return coarseClasses;
  }

  boolean hasCoarseLabels() {
    return coarseClasses > 0;
  }

  int labelBytes() {
    return hasCoarseLabels() ? 2 : 1;
  }

  int recordLength() {
    return labelBytes() + 3 * PLANE;
  }

  Content content() {
    return Content.images(3, SIDE, SIDE);
  }
}
