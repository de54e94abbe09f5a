package io.convrelu.nn;

/**
 * A layer's input held a NaN or an infinity. max(x, θ) would hide it and training would go on with
 * nonsense, so it is refused.
 */
public final class NonFiniteInputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String layerName;

  /**
   * @param layerName name of the layer in its network
   * @param description layer as shown to the user
   * @param cause what the kernel found
   */
  public NonFiniteInputException(String layerName, String description, Throwable cause) {
    super(
        "the input of layer "
            + description
            + " holds a NaN or an infinity: a layer before it diverged, or the data does",
        cause);
    this.layerName = layerName;
  }

  /** Name of the layer in its network. */
  public String layerName() {
    return layerName;
  }
}
