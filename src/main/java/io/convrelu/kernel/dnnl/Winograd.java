package io.convrelu.kernel.dnnl;

import io.convrelu.kernel.ConvShape;
import io.convrelu.kernel.tile.Layout;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.javacpp.PointerScope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where Winograd's minimal filtering F(4×4, 3×3) (Lavin and Gray, "Fast Algorithms for
 * Convolutional Neural Networks", CVPR 2016) beats the direct convolution: it multiplies a quarter
 * as often, and pays with transforms of input, weights and output. The bounds are measured ones
 * (docs/PERFORMANCE.md); they depend on the shape alone, so that a network always computes the same
 * bits.
 */
final class Winograd {

  private static final Logger LOG = LoggerFactory.getLogger(Winograd.class);

  /** Below so many channels on either side the transforms cost more than is saved. */
  private static final int CHANNELS = 48;

  /** Squares of 4×4 outputs that the transform of the weights must be shared by to pay. */
  private static final int SQUARES = 64;

  /** So many make it run at full speed. */
  private static final int MANY_SQUARES = 256;

  private static final int MOST_IMAGES = 128;

  private final boolean available;

  private Winograd(boolean available) {
    this.available = available;
  }

  /** As far as oneDNN has it for this CPU: with AVX-512. */
  static Winograd of(OneDnn oneDnn) {
    ConvShape example = new ConvShape(64, 16, 16, 64, 3, 3, 1, 1, 1, 1);
    try (PointerScope descriptions = OneDnn.descriptions()) {
      new ConvolutionPrimitives(
          oneDnn, example, 4, algorithm.convolution_winograd, OneDnnEngine.Source.BLOCKED);
      return new Winograd(true);
    } catch (RuntimeException e) {
      LOG.info("No Winograd convolutions on this CPU ({}), so all are direct ones", e.toString());
      return new Winograd(false);
    }
  }

  /** For a convolution of tiles of so many images. */
  algorithm algorithm(ConvShape shape, int images) {
    return pays(shape, images) ? algorithm.convolution_winograd : algorithm.convolution_direct;
  }

  private boolean pays(ConvShape shape, int images) {
    return fits(shape) && images * squares(shape) >= SQUARES;
  }

  /** Images that a tile should have; 1 where it is not used. */
  int fastFrom(ConvShape shape) {
    if (shape.readsAll()) {
      return MOST_IMAGES;
    }
    if (!fits(shape)) {
      return 1;
    }
    return Math.max(1, Math.min(MOST_IMAGES, MANY_SQUARES / squares(shape)));
  }

  private boolean fits(ConvShape shape) {
    return available
        && shape.kernelHeight() == 3
        && shape.kernelWidth() == 3
        && shape.strideHeight() == 1
        && shape.strideWidth() == 1
        && shape.padHeight() == 1
        && shape.padWidth() == 1
        && shape.height() >= 4
        && shape.width() >= 4
        && Layout.padded(shape.channels()) >= CHANNELS
        && Layout.padded(shape.outChannels()) >= CHANNELS;
  }

  private static int squares(ConvShape shape) {
    return (shape.outHeight() + 3) / 4 * ((shape.outWidth() + 3) / 4);
  }
}
