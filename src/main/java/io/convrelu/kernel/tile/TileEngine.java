package io.convrelu.kernel.tile;

import io.convrelu.kernel.ConvShape;

/** What the fused stages compute with; belongs to one thread at a time. */
public interface TileEngine extends AutoCloseable {

  /** Name for logs and provenance. */
  String name();

  /** Everything but convolutions. */
  TilePasses passes();

  /** A convolution of tiles of so many images. */
  TileConvolution convolution(ConvShape shape, int images);

  /** Gives native resources back, after all convolutions have. */
  @Override
  void close();
}
