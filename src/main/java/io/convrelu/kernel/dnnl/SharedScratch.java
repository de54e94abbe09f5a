package io.convrelu.kernel.dnnl;

import io.convrelu.kernel.tile.NativeFloats;

/** Memory that grows to the largest wish. */
final class SharedScratch {

  private NativeFloats memory = new NativeFloats(0);

  /** Makes sure that there are so many values. */
  void reserve(long floats) {
    if (floats > memory.size()) {
      memory.close();
      memory = new NativeFloats(floats);
    }
  }

  void close() {
    memory.close();
  }

  NativeFloats memory() {
    return memory;
  }
}
