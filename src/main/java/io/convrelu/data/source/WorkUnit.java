package io.convrelu.data.source;

import io.convrelu.data.Split;
import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;

/**
 * A stretch of a source that one task reads and decodes. Reading it again gives the same examples.
 */
public interface WorkUnit extends Serializable {

  /** The official split that its examples belong to. */
  Split split();

  /**
   * Reads and decodes all examples, on an executor.
   *
   * @throws io.convrelu.data.BadInputException at the first record that cannot be used
   * @throws IOException when a file system fails
   */
  void read(Configuration hadoop, ExampleSink sink) throws IOException;
}
