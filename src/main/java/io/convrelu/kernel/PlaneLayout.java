package io.convrelu.kernel;

import java.util.Arrays;

/**
 * Where the images of a tile lie while they are worked on. Every channel (and every phase of it,
 * see {@link PhaseAxis}) is a plane of zero-padded rows, images one under the other, so that an
 * output position is one index p into the plane and patch entry q is read at p + offset(q),
 * whatever kernel, stride and padding are: all arithmetic runs over plain runs of memory. Positions
 * at the ends of rows and between images come out as garbage and are left out when outputs are
 * copied; in gradients of outputs they are 0.
 */
final class PlaneLayout {

  /** Positions of a tile, at most, unless one image has more. */
  private static final int POSITIONS = 1152;

  /** Floats of the planes of a tile, at most, unless one image has more: half of a usual L2. */
  private static final int PLANE_FLOATS = 1 << 17;

  private final ConvShape shape;
  private final PhaseAxis rows;
  private final PhaseAxis columns;
  private final int pitch;
  private final int imagePitch;
  private final int images;
  private final int planeStride;
  private final int outputStride;
  private final int front;
  private final int[] offsets;
  private final int granularity;

  /**
   * @param granularity positions are counted in multiples of this
   */
  PlaneLayout(ConvShape shape, int granularity) {
    this.shape = shape;
    this.granularity = granularity;
    this.rows =
        new PhaseAxis(
            shape.height(),
            shape.kernelHeight(),
            shape.strideHeight(),
            shape.padHeight(),
            shape.outHeight());
    this.columns =
        new PhaseAxis(
            shape.width(),
            shape.kernelWidth(),
            shape.strideWidth(),
            shape.padWidth(),
            shape.outWidth());
    this.pitch = columns.pitch();
    this.imagePitch = rows.pitch() * pitch;
    int perImage = shape.channels() * phases() * imagePitch;
    this.images = Math.max(1, Math.min(POSITIONS / imagePitch, PLANE_FLOATS / perImage));
    int reach =
        rows.shiftOf(shape.kernelHeight() - 1) * pitch + columns.shiftOf(shape.kernelWidth() - 1);
    this.front = roundUp(reach, 16);
    this.planeStride = unaliased(roundUp(images * imagePitch, granularity) + front);
    this.outputStride = unaliased(front + roundUp(images * imagePitch, granularity));
    this.offsets = new int[shape.patchSize()];
    for (int q = 0; q < offsets.length; q++) {
      int kernelPosition = q % (shape.kernelHeight() * shape.kernelWidth());
      int channel = q / (shape.kernelHeight() * shape.kernelWidth());
      offsets[q] =
          (channel * phases() + phaseOf(kernelPosition)) * planeStride + shiftOf(kernelPosition);
    }
  }

  /** Images of a full tile. */
  int images() {
    return images;
  }

  /** Planes of a channel. */
  int phases() {
    return rows.phases() * columns.phases();
  }

  /** Which of a channel's planes a kernel position (row-major) reads. */
  int phaseOf(int kernelPosition) {
    return rows.phaseOf(kernelPosition / shape.kernelWidth()) * columns.phases()
        + columns.phaseOf(kernelPosition % shape.kernelWidth());
  }

  /** How far from an output position a kernel position (row-major) reads in its plane. */
  int shiftOf(int kernelPosition) {
    return rows.shiftOf(kernelPosition / shape.kernelWidth()) * pitch
        + columns.shiftOf(kernelPosition % shape.kernelWidth());
  }

  /** Distance of planes. */
  int planeStride() {
    return planeStride;
  }

  /** Floats of all planes of a tile. */
  int planesSize() {
    return shape.channels() * phases() * planeStride;
  }

  /** Distance of the lines of an output tile, one line a channel. */
  int outputStride() {
    return outputStride;
  }

  /** Zeros before position 0 in each line of an output tile. */
  int front() {
    return front;
  }

  /** Where patch entry q of output position 0 lies. */
  int[] offsets() {
    return offsets;
  }

  /** Output positions of that many images, rounded up. */
  int outputPositions(int count) {
    return roundUp(
        (count - 1) * imagePitch + (shape.outHeight() - 1) * pitch + shape.outWidth(), granularity);
  }

  /** Positions of that many images in a plane, rounded up. */
  int inputPositions(int count) {
    return roundUp(count * imagePitch, granularity);
  }

  /** Copies images {@code [count, C, H, W]} into planes; padding is not touched. */
  void copyIn(int count, float[] x, int from, float[] planes) {
    for (int n = 0; n < count; n++) {
      for (int c = 0; c < shape.channels(); c++) {
        int image = from + (n * shape.channels() + c) * shape.height() * shape.width();
        for (int r = 0; r < rows.phases(); r++) {
          for (int s = 0; s < columns.phases(); s++) {
            copyPhase(x, image, planes, plane(c, r, s) + n * imagePitch, r, s);
          }
        }
      }
    }
  }

  private void copyPhase(float[] x, int image, float[] planes, int plane, int r, int s) {
    int length = columns.count(s);
    int step = shape.strideWidth();
    for (int i = 0; i < rows.count(r); i++) {
      int from =
          image + (rows.source(r) + i * shape.strideHeight()) * shape.width() + columns.source(s);
      int to = plane + (rows.first(r) + i) * pitch + columns.first(s);
      if (step == 1) {
        System.arraycopy(x, from, planes, to, length);
      } else {
        for (int j = 0; j < length; j++) {
          planes[to + j] = x[from + j * step];
        }
      }
    }
  }

  /** Copies planes out into images {@code [count, C, H, W]}; values that no patch reads are 0. */
  void copyOut(int count, float[] planes, float[] x, int to) {
    if (shape.strideHeight() > 1 || shape.strideWidth() > 1) {
      Arrays.fill(x, to, to + count * shape.inputSize(), 0);
    }
    for (int n = 0; n < count; n++) {
      for (int c = 0; c < shape.channels(); c++) {
        int image = to + (n * shape.channels() + c) * shape.height() * shape.width();
        for (int r = 0; r < rows.phases(); r++) {
          for (int s = 0; s < columns.phases(); s++) {
            copyPhaseOut(planes, plane(c, r, s) + n * imagePitch, x, image, r, s);
          }
        }
      }
    }
  }

  private void copyPhaseOut(float[] planes, int plane, float[] x, int image, int r, int s) {
    int length = columns.count(s);
    int step = shape.strideWidth();
    for (int i = 0; i < rows.count(r); i++) {
      int to =
          image + (rows.source(r) + i * shape.strideHeight()) * shape.width() + columns.source(s);
      int from = plane + (rows.first(r) + i) * pitch + columns.first(s);
      if (step == 1) {
        System.arraycopy(planes, from, x, to, length);
      } else {
        for (int j = 0; j < length; j++) {
          x[to + j * step] = planes[from + j];
        }
      }
    }
  }

  /** Copies an output tile into {@code [count, D, outH, outW]}. */
  void copyOutputs(int count, float[] tile, float[] y, int to) {
    int width = shape.outWidth();
    int at = to;
    for (int n = 0; n < count; n++) {
      for (int d = 0; d < shape.outChannels(); d++) {
        int line = d * outputStride + front + n * imagePitch;
        for (int i = 0; i < shape.outHeight(); i++, at += width) {
          System.arraycopy(tile, line + i * pitch, y, at, width);
        }
      }
    }
  }

  /**
   * Copies gradients {@code [count, D, outH, outW]} into an output tile whose other positions are 0
   * and stay so.
   */
  void copyGradients(int count, float[] dy, int from, float[] tile) {
    int width = shape.outWidth();
    int at = from;
    for (int n = 0; n < count; n++) {
      for (int d = 0; d < shape.outChannels(); d++) {
        int line = d * outputStride + front + n * imagePitch;
        for (int i = 0; i < shape.outHeight(); i++, at += width) {
          System.arraycopy(dy, at, tile, line + i * pitch, width);
        }
      }
    }
    if (count < images) {
      for (int d = 0; d < shape.outChannels(); d++) {
        int line = d * outputStride + front;
        Arrays.fill(tile, line + count * imagePitch, (d + 1) * outputStride, 0);
      }
    }
  }

  private int plane(int channel, int rowPhase, int columnPhase) {
    return (channel * phases() + rowPhase * columns.phases() + columnPhase) * planeStride;
  }

  private static int roundUp(int value, int multiple) {
    return (value + multiple - 1) / multiple * multiple;
  }

  /** Lines at a distance of a multiple of 1024 bytes would share few sets of the L1 cache. */
  private static int unaliased(int stride) {
    int rounded = roundUp(stride, 16);
    return rounded % 256 == 0 ? rounded + 16 : rounded;
  }
}
