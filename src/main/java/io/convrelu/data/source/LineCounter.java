package io.convrelu.data.source;

import java.util.List;

/** Counts lines, which a big file needs before its lines can have numbers. */
@FunctionalInterface
public interface LineCounter {

  /** The number of lines that begin in each chunk, see {@link TextChunk#countLines}. */
  List<Long> count(List<TextChunk> chunks);
}
