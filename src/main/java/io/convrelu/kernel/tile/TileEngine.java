package io.convrelu.kernel.tile;

import io.convrelu.kernel.ConvShape;
import java.util.Optional;

/** What the fused stages compute with; belongs to one thread at a time. */
public interface TileEngine extends AutoCloseable {

  /** Name for logs and provenance. */
  String name();

  /** Everything but convolutions. */
  TilePasses passes();

  /**
   * Images that a tile should have at least for this convolution to be fast, where it is more than
   * what fits the second-level cache; 1 when it makes no difference.
   */
  int fastFrom(ConvShape shape);

  /** What a convolution of tiles of so many images will take in native memory. */
  ConvolutionMemory memory(ConvShape shape, int images);

  /** A convolution of tiles of so many images. */
  TileConvolution convolution(ConvShape shape, int images);

  /**
   * An engine whose convolutions of this shape read images as they come, {@code [N, C, H, W]},
   * instead of blocks of channels, most of which would be padding where there are three; empty
   * where it has none that are fast. Gradients of the input lie in blocks all the same.
   */
  Optional<TileEngine> planar(ConvShape shape);

  /** Gives native resources back, after all convolutions have. */
  @Override
  void close();
}
