package io.convrelu.kernel.dnnl;

import io.convrelu.kernel.tile.ConvolutionMemory;
import io.convrelu.kernel.tile.NativeFloats;

/** What the convolutions of one engine, which run one after the other, need for a moment each. */
final class EngineScratch {

  private final SharedScratch working = new SharedScratch();
  private final SharedScratch plainWeights = new SharedScratch();
  private final SharedScratch gradientPart = new SharedScratch();

  /** Makes sure that a convolution finds what it shares with others. */
  void reserve(ConvolutionMemory convolution) {
    working.reserve(convolution.working());
    plainWeights.reserve(convolution.plainWeights());
    gradientPart.reserve(convolution.gradientPart());
  }

  /** Working memory of a primitive. */
  NativeFloats working() {
    return working.memory();
  }

  /** Weights, or their gradient, in plain order. */
  NativeFloats plainWeights() {
    return plainWeights.memory();
  }

  /** One tile's part of the gradient of the weights, in oneDNN's layout. */
  NativeFloats gradientPart() {
    return gradientPart.memory();
  }

  void close() {
    working.close();
    plainWeights.close();
    gradientPart.close();
  }
}
