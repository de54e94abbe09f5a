package io.convrelu.zoo;

/**
 * What a network reads and decides between. Images are {@code [N, channels, height, width]}; text
 * is one-hot, {@code [N, alphabet, 1, length]}.
 */
public record ExampleShape(int channels, int height, int width, int classes) {

  public ExampleShape {
    if (channels < 1 || height < 1 || width < 1 || classes < 2) {
      throw new IllegalArgumentException(
          "shape [N, "
              + channels
              + ", "
              + height
              + ", "
              + width
              + "] with "
              + classes
              + " classes");
    }
  }
}
