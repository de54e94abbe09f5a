package io.convrelu.data.source;

import io.convrelu.data.input.InputTree;
import java.io.IOException;

/** An official format. */
@FunctionalInterface
public interface SourceFormat {

  /**
   * Looks at names and sizes, reads small files such as lists of class names, and cuts the rest
   * into units of work.
   *
   * @throws io.convrelu.data.BadInputException when a file is missing, empty or of the wrong size
   */
  SourcePlan plan(InputTree input) throws IOException;
}
