package io.convrelu.train.predict;

import io.convrelu.data.Split;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Which examples of a data set are scored. */
public enum SplitChoice {
  TRAIN(EnumSet.of(Split.TRAIN)),
  VALIDATION(EnumSet.of(Split.VALIDATION)),
  TEST(EnumSet.of(Split.TEST)),
  ALL(EnumSet.allOf(Split.class));

  private final Set<Split> splits;

  SplitChoice(Set<Split> splits) {
    this.splits = Set.copyOf(splits);
  }

  Set<Split> splits() {
    return splits;
  }

  /** As it is written in options. */
  public String written() {
    return name().toLowerCase(Locale.ROOT);
  }
}
