package io.convrelu.data.input;

import io.convrelu.data.BadInputException;
import java.io.IOException;

/** Files that an official distribution always has. */
public final class RequiredFile {

  private RequiredFile() {}

  /**
   * The file of that name.
   *
   * @throws BadInputException when it is missing or empty
   */
  public static FileRef in(InputTree tree, String name, String holds) throws IOException {
    FileRef file =
        tree.file(name)
            .orElseThrow(
                () ->
                    new BadInputException(
                        tree.display() + "/" + name, "", "missing; expected " + holds));
    if (file.length() == 0) {
      throw new BadInputException(file.display(), "", "is empty; expected " + holds);
    }
    return file;
  }
}
