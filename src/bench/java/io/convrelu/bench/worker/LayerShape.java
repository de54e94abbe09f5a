package io.convrelu.bench.worker;

import java.util.List;

/**
 * A single layer of the benchmark: stride 1, padded to keep 32×32 images, 128 of them.
 *
 * @param channels input channels
 * @param kernel height and width of the kernel
 * @param outputs output channels
 */
public record LayerShape(int channels, int kernel, int outputs) {

  public static final int BATCH = 128;
  public static final int SIDE = 32;

  /** Reads {@code c48-k3-d12}: channels, kernel, outputs. */
  public static LayerShape parse(String text) {
    List<String> parts = List.of(text.split("-"));
    return new LayerShape(number(parts.get(0)), number(parts.get(1)), number(parts.get(2)));
  }

  private static int number(String part) {
    return Integer.parseInt(part.substring(1));
  }
}
