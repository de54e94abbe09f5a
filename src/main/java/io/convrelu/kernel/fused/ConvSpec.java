package io.convrelu.kernel.fused;

import io.convrelu.kernel.ConvShape;

/** A square convolution without bias. */
public record ConvSpec(int outputs, int kernel, int stride, int padding) {

  /** Keeps height and width; an odd kernel. */
  public static ConvSpec same(int outputs, int kernel) {
    return new ConvSpec(outputs, kernel, 1, (kernel - 1) / 2);
  }

  /** On maps of this shape. */
  public ConvShape on(MapShape shape) {
    return new ConvShape(
        shape.channels(),
        shape.height(),
        shape.width(),
        outputs,
        kernel,
        kernel,
        stride,
        stride,
        padding,
        padding);
  }
}
