package io.convrelu.kernel.fused;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What fused stages convolve with. */
enum ConvolutionKind {
  ONEDNN,
  JAVA;

  /** System property that forces one; unset or empty leaves the choice to the program. */
  static final String PROPERTY = "convrelu.convolution";

  /**
   * The one that a value of {@link #PROPERTY} forces, in any case.
   *
   * @throws IllegalArgumentException on a name that is none of these
   */
  static Optional<ConvolutionKind> forced(String value) {
    if (value.isEmpty()) {
      return Optional.empty();
    }
    String name = value.toUpperCase(Locale.ROOT);
    return Optional.of(
        Arrays.stream(values())
            .filter(kind -> kind.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "-D" + PROPERTY + " is '" + value + "', must be one of onednn, java")));
  }
}
