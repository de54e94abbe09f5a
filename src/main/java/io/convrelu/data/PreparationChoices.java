package io.convrelu.data;

import java.util.OptionalInt;

/**
 * What the user chose when the data set was prepared, beyond its seed.
 *
 * @param validationShare share of every class's train examples that went to validation, 0 to below
 *     1
 * @param fold which of the ten folds is the test split; empty for data sets with an official test
 *     split
 */
public record PreparationChoices(double validationShare, OptionalInt fold) {

  /** Folds of a data set without an official test split. */
  public static final int FOLDS = 10;

  public PreparationChoices {
    if (!(validationShare >= 0 && validationShare < 1)) {
      throw new IllegalArgumentException(
          "validation share is " + validationShare + ", allowed: 0 to below 1");
    }
    if (fold.isPresent() && (fold.getAsInt() < 0 || fold.getAsInt() >= FOLDS)) {
      throw new IllegalArgumentException("fold is " + fold.getAsInt() + ", allowed: 0 to 9");
    }
  }
}
