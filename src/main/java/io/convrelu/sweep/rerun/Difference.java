package io.convrelu.sweep.rerun;

import java.util.Objects;

/**
 * Something that was recorded of a trial and is not the same now.
 *
 * @param what for example {@code epoch 2 trainLoss}
 * @param recorded value then
 * @param now value of the repetition
 */
public record Difference(String what, String recorded, String now) {

  public Difference {
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(recorded, "recorded");
    Objects.requireNonNull(now, "now");
  }

  @Override
  public String toString() {
    return what + ": " + said(recorded) + " recorded, " + said(now) + " now";
  }

  private static String said(String value) {
    return value.isEmpty() ? "nothing" : value;
  }
}
