package io.convrelu.kernel.tile;

import io.convrelu.kernel.ConvShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which pixels of one map the pixels of another are weighted sums of: a convolution gathers its
 * output from its input, and the gradient of its input from that of its output.
 *
 * @param kernel positions {@code a·k_w + b} of the weights, one a tap
 * @param target the pixels that are made
 * @param source {@code [target pixel, tap]}, or {@link #PADDING}
 */
record Taps(int[] kernel, int[] target, int[] source) {

  /** A pixel that is 0. */
  static final int PADDING = -1;

  private interface Source {
    int at(int pixel, int kernelPosition);
  }

  private static Taps of(int[] kernel, int[] target, Source source) {
    int[] sources =
        Arrays.stream(target)
            .flatMap(pixel -> Arrays.stream(kernel).map(k -> source.at(pixel, k)))
            .toArray();
    return new Taps(kernel, target, sources);
  }

  /** Output pixels from input pixels. */
  static Taps forward(ConvShape s) {
    int width = s.outWidth();
    return of(
        IntStream.range(0, s.kernelHeight() * s.kernelWidth()).toArray(),
        IntStream.range(0, s.outHeight() * width).toArray(),
        (pixel, k) -> {
          int row = pixel / width * s.strideHeight() + k / s.kernelWidth() - s.padHeight();
          int column = pixel % width * s.strideWidth() + k % s.kernelWidth() - s.padWidth();
          return within(row, s.height(), column, s.width());
        });
  }

  /**
   * Input pixels from output pixels. With strides a pixel is reached by some kernel positions only,
   * the same for every stride-th pixel: one part for each of those.
   */
  static List<Taps> backward(ConvShape s) {
    List<Taps> parts = new ArrayList<>();
    for (int i = 0; i < s.strideHeight(); i++) {
      for (int j = 0; j < s.strideWidth(); j++) {
        int down = i;
        int right = j;
        int[] kernel =
            IntStream.range(0, s.kernelHeight() * s.kernelWidth())
                .filter(k -> k / s.kernelWidth() % s.strideHeight() == down)
                .filter(k -> k % s.kernelWidth() % s.strideWidth() == right)
                .toArray();
        int[] target =
            IntStream.range(0, s.height() * s.width())
                .filter(p -> (p / s.width() + s.padHeight()) % s.strideHeight() == down)
                .filter(p -> (p % s.width() + s.padWidth()) % s.strideWidth() == right)
                .toArray();
        parts.add(
            of(
                kernel,
                target,
                (pixel, k) -> {
                  int row = pixel / s.width() + s.padHeight() - k / s.kernelWidth();
                  int column = pixel % s.width() + s.padWidth() - k % s.kernelWidth();
                  return within(
                      Math.floorDiv(row, s.strideHeight()),
                      s.outHeight(),
                      Math.floorDiv(column, s.strideWidth()),
                      s.outWidth());
                }));
      }
    }
    return parts;
  }

  private static int within(int row, int height, int column, int width) {
    boolean inside = row >= 0 && row < height && column >= 0 && column < width;
    return inside ? row * width + column : PADDING;
  }
}
