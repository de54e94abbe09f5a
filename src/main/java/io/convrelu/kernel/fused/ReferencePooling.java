package io.convrelu.kernel.fused;

import java.util.Arrays;

/** {@link Pooling} of row-major planes in double. */
final class ReferencePooling {

  private ReferencePooling() {}

  static double[] forward(Pooling pooling, double[] a, int planes, int height, int width) {
    if (pooling == Pooling.NONE) {
      return a;
    }
    int outHeight = pooling.outHeight(height);
    int outWidth = pooling.outWidth(width);
    double[] y = new double[planes * outHeight * outWidth];
    for (int plane = 0; plane < planes; plane++) {
      for (int i = 0; i < outHeight; i++) {
        for (int j = 0; j < outWidth; j++) {
          int out = (plane * outHeight + i) * outWidth + j;
          y[out] =
              switch (pooling) {
                case NONE -> throw new IllegalStateException("nothing to pool");
                case AVERAGE_2 -> sum(a, square(plane, i, j, height, width)) / 4;
                case MAX_2 -> a[argmax(a, square(plane, i, j, height, width))];
                case MAX_3_OF_ROW -> a[argmax(a, threeOfRow(plane, i, j, height, width))];
                case GLOBAL_AVERAGE -> mean(a, plane * height * width, height * width);
              };
        }
      }
    }
    return y;
  }

  static double[] backward(
      Pooling pooling, double[] a, double[] dy, int planes, int height, int width) {
    if (pooling == Pooling.NONE) {
      return dy;
    }
    int outHeight = pooling.outHeight(height);
    int outWidth = pooling.outWidth(width);
    double[] dx = new double[planes * height * width];
    for (int plane = 0; plane < planes; plane++) {
      for (int i = 0; i < outHeight; i++) {
        for (int j = 0; j < outWidth; j++) {
          double g = dy[(plane * outHeight + i) * outWidth + j];
          int from = plane * height * width;
          switch (pooling) {
            case NONE -> throw new IllegalStateException("nothing to pool");
            case AVERAGE_2 -> {
              for (int at : square(plane, i, j, height, width)) {
                dx[at] = g / 4;
              }
            }
            case MAX_2 -> dx[argmax(a, square(plane, i, j, height, width))] = g;
            case MAX_3_OF_ROW -> dx[argmax(a, threeOfRow(plane, i, j, height, width))] = g;
            case GLOBAL_AVERAGE ->
                Arrays.fill(dx, from, from + height * width, g / (height * width));
          }
        }
      }
    }
    return dx;
  }

  private static int[] square(int plane, int i, int j, int height, int width) {
    int at = (plane * height + 2 * i) * width + 2 * j;
    return new int[] {at, at + 1, at + width, at + width + 1};
  }

  private static int[] threeOfRow(int plane, int i, int j, int height, int width) {
    int at = (plane * height + i) * width + 3 * j;
    return new int[] {at, at + 1, at + 2};
  }

  private static double sum(double[] a, int[] at) {
    return Arrays.stream(at).mapToDouble(i -> a[i]).sum();
  }

  /** The first of the largest. */
  private static int argmax(double[] a, int[] at) {
    int best = at[0];
    for (int i : at) {
      best = a[i] > a[best] ? i : best;
    }
    return best;
  }

  private static double mean(double[] a, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += a[i];
    }
    return sum / count;
  }
}
