package io.convrelu.kernel.fused;

import io.convrelu.kernel.ConvShape;
import java.util.Objects;

/**
 * A convolution.
 *
 * @param outputs channels that it makes, D
 * @param kernelHeight k_h
 * @param kernelWidth k_w
 * @param stride in both directions
 * @param paddingHeight rows of zeros above and below
 * @param paddingWidth columns of zeros left and right
 * @param bias whether a trained number is added to each output channel
 */
public record ConvSpec(
    int outputs,
    int kernelHeight,
    int kernelWidth,
    int stride,
    int paddingHeight,
    int paddingWidth,
    Bias bias) {

  public ConvSpec {
    Objects.requireNonNull(bias, "bias");
  }

  /** Whether a convolution has a bias. */
  public enum Bias {
    NONE,
    ADDED
  }

  /** A square convolution without bias. */
  public ConvSpec(int outputs, int kernel, int stride, int padding) {
    this(outputs, kernel, kernel, stride, padding, padding, Bias.NONE);
  }

  /** Keeps height and width; an odd kernel, square, without bias. */
  public static ConvSpec same(int outputs, int kernel) {
    return new ConvSpec(outputs, kernel, 1, (kernel - 1) / 2);
  }

  /** Along rows: of height 1, unpadded, with bias. */
  public static ConvSpec alongRows(int outputs, int kernelWidth) {
    return new ConvSpec(outputs, 1, kernelWidth, 1, 0, 0, Bias.ADDED);
  }

  /** k_h·k_w. */
  public int kernelPositions() {
    return kernelHeight * kernelWidth;
  }

  /** On maps of this shape. */
  public ConvShape on(MapShape shape) {
    return new ConvShape(
        shape.channels(),
        shape.height(),
        shape.width(),
        outputs,
        kernelHeight,
        kernelWidth,
        stride,
        stride,
        paddingHeight,
        paddingWidth);
  }
}
