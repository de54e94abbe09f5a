package io.convrelu.data.archive;

import java.io.IOException;
import java.io.InputStream;

/** Receives the files of an archive one after the other. */
interface EntrySink {

  /**
   * @param name checked, see {@link EntryName}
   * @param content its unpacked bytes; only to be read during this call
   */
  void file(String name, InputStream content) throws IOException;

  /** A folder, or another entry that only counts. */
  void other(String name) throws IOException;
}
