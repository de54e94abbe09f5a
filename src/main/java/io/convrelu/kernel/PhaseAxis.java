package io.convrelu.kernel;

/**
 * One axis of a padded image cut into phases: a convolution of stride s reads every s-th value, so
 * values are sorted by their place modulo s, and within a phase the convolution has stride 1. Index
 * v of phase r is the padded place s·v + r.
 *
 * <p>Zeros after the end of a line double as zeros before the next: {@link #pitch} is the shortest
 * distance of lines at which no data of one line is read as another's padding and outputs do not
 * overlap.
 */
final class PhaseAxis {

  private final int size;
  private final int kernel;
  private final int stride;
  private final int pad;
  private final int out;
  private final int span;

  PhaseAxis(int size, int kernel, int stride, int pad, int out) {
    this.size = size;
    this.kernel = kernel;
    this.stride = stride;
    this.pad = pad;
    this.out = out;
    this.span = out + (kernel - 1) / stride;
  }

  /** Phases that some kernel position reads. */
  int phases() {
    return Math.min(stride, kernel);
  }

  /** The phase that a kernel position reads. */
  int phaseOf(int kernelPosition) {
    return kernelPosition % stride;
  }

  /** How far into its phase a kernel position reads. */
  int shiftOf(int kernelPosition) {
    return kernelPosition / stride;
  }

  /** First index of the phase that is data and not padding. */
  int first(int phase) {
    return pad <= phase ? 0 : (pad - phase + stride - 1) / stride;
  }

  /** Place in the image of the first data of the phase. */
  int source(int phase) {
    return stride * first(phase) + phase - pad;
  }

  /** How many values of the image lie in the phase and are read. */
  int count(int phase) {
    int inImage = (size - source(phase) + stride - 1) / stride;
    return Math.max(0, Math.min(inImage, span - first(phase)));
  }

  /** Distance of lines. */
  int pitch() {
    int pitch = out;
    for (int phase = 0; phase < phases(); phase++) {
      pitch = Math.max(pitch, Math.max(first(phase) + count(phase), span - first(phase)));
    }
    return pitch;
  }
}
