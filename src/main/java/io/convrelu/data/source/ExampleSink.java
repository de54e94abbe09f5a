package io.convrelu.data.source;

import io.convrelu.data.input.FileRef;

/** Receives what a {@link WorkUnit} reads. */
@FunctionalInterface
public interface ExampleSink {

  /** The next example, in the order of the official files. */
  void example(RawExample example);

  /** A small source file that was read as a whole, for checksums. */
  default void sourceFile(FileRef file, byte[] content) {}
}
