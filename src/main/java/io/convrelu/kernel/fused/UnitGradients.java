package io.convrelu.kernel.fused;

import java.util.Optional;

/**
 * Where a unit puts the gradients of what it reads.
 *
 * @param source of {@link UnitInputs#source}
 * @param addend of {@link UnitInputs#addend}
 */
record UnitGradients(InputGradient source, Optional<InputGradient> addend) {

  /** The images from one on. */
  UnitGradients from(int image) {
    return new UnitGradients(source.from(image), addend.map(gradient -> gradient.from(image)));
  }
}
