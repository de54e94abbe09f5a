package io.convrelu.train.memory;

/**
 * Memory that somebody needs, in bytes.
 *
 * @param counted native memory of fused stages, which JavaCPP counts and bounds
 * @param offHeap native memory in all, {@code counted} included
 * @param heap of the JVM
 */
public record MemoryNeed(long counted, long offHeap, long heap) {

  public MemoryNeed {
    if (counted < 0 || offHeap < counted || heap < 0) {
      throw new IllegalArgumentException(counted + " of " + offHeap + " bytes, heap " + heap);
    }
  }

  /** Of so many at once. */
  MemoryNeed times(int number) {
    return new MemoryNeed(counted * number, offHeap * number, heap * number);
  }

  MemoryNeed plus(MemoryNeed other) {
    return new MemoryNeed(counted + other.counted, offHeap + other.offHeap, heap + other.heap);
  }
}
