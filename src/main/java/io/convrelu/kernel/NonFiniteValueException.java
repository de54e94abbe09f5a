package io.convrelu.kernel;

/** An input held a NaN or an infinity, which max(x, θ) could have hidden. */
public final class NonFiniteValueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public NonFiniteValueException(String what) {
    super(what + " holds a NaN or an infinity");
  }
}
