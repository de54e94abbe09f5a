package io.convrelu.kernel;

/** Arrays that are made when first asked for, or for more, and then reused. */
final class Scratch {

  private float[] column = {};
  private float[] gradients = {};
  private float[] planeGradients = {};
  private float[] paddedPlanes = {};
  private float[] unwanted = {};
  private int[] lines = {};

  /** Packed patch entries, or their gradients. */
  float[] column(int count, int stride) {
    column = atLeast(column, count * stride);
    return column;
  }

  /** Where packed lines start. */
  int[] lines(int count, int stride) {
    if (lines.length < count) {
      lines = new int[count];
    }
    for (int i = 0; i < count; i++) {
      lines[i] = i * stride;
    }
    return lines;
  }

  /** Gradient of an output tile, 0 at first. */
  float[] gradients(int size) {
    gradients = atLeast(gradients, size);
    return gradients;
  }

  /** Gradient of the planes. */
  float[] planeGradients(int size) {
    planeGradients = atLeast(planeGradients, size);
    return planeGradients;
  }

  /** One plane a channel, with lines for whole groups. */
  float[] paddedPlanes(int channels, int stride) {
    paddedPlanes = atLeast(paddedPlanes, PackedMatrix.paddedRows(channels) * stride);
    return paddedPlanes;
  }

  /** Takes what nobody reads. */
  float[] unwanted(int size) {
    unwanted = atLeast(unwanted, size);
    return unwanted;
  }

  private static float[] atLeast(float[] array, int size) {
    return array.length < size ? new float[size] : array;
  }
}
