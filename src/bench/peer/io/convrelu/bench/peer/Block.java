package io.convrelu.bench.peer;

import org.bytedeco.pytorch.Tensor;

/** A part of a network. */
interface Block {

  Tensor apply(Tensor x);

  /** One after the other. */
  static Block sequence(Block... blocks) {
    return x -> {
      Tensor y = x;
      for (Block block : blocks) {
        y = block.apply(y);
      }
      return y;
    };
  }
}
