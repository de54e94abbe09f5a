package io.convrelu.kernel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The implementations there are, fastest first. */
public enum KernelKind {
  /** The Vector API. */
  VECTOR,
  /** Plain loops. */
  SCALAR,
  /** Double precision, written for reading. */
  REFERENCE;

  /** System property that forces one; unset or empty leaves the choice to the program. */
  public static final String PROPERTY = "convrelu.kernel";

  /** The fastest of this JVM. */
  public static KernelKind fastest() {
    return VectorSupport.missing().isEmpty() ? VECTOR : SCALAR;
  }

  /**
   * The one that a value of {@link #PROPERTY} forces, in any case.
   *
   * @throws IllegalArgumentException on a name that is none of these, or vector without its module
   */
  public static Optional<KernelKind> forced(String value) {
    if (value.isEmpty()) {
      return Optional.empty();
    }
    KernelKind kind =
        Arrays.stream(values())
            .filter(k -> k.property().equals(value.toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(refusal(value)));
    if (kind == VECTOR && !VectorSupport.hasModule()) {
      throw new IllegalArgumentException(
          "-D" + PROPERTY + "=vector needs --add-modules " + VectorSupport.MODULE);
    }
    return Optional.of(kind);
  }

  private static String refusal(String value) {
    String names =
        Arrays.stream(values()).map(KernelKind::property).collect(Collectors.joining(", "));
    return "-D" + PROPERTY + " is '" + value + "', must be one of " + names;
  }

  /** The value of the property. */
  public String property() {
    return name().toLowerCase(Locale.ROOT);
  }
}
