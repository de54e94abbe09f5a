package io.convrelu.data.input;

import io.convrelu.data.BadInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where in an input the official folder is: the input itself, the folder of the official name in
 * it, or, when an archive or a copy was named otherwise, the only folder in it that has one of the
 * files by which the data set is known.
 *
 * @param names official names, for example {@code cifar-10-batches-bin}; may have a '/'
 * @param marks names of files of which at least one is directly in the official folder
 */
public record OfficialFolder(List<String> names, List<String> marks) {

  public OfficialFolder {
    names = List.copyOf(names);
    marks = List.copyOf(marks);
  }

  /**
   * Finds it.
   *
   * @throws BadInputException when there is none, or several and none has an official name
   */
  public InputTree in(InputTree input) throws IOException {
    if (has(input)) {
      return input;
    }
    for (String name : names) {
      if (has(input.below(name))) {
        return input.below(name);
      }
    }
    List<String> found = new ArrayList<>();
    for (String folder : input.folders("")) {
      if (has(input.below(folder))) {
        found.add(folder);
      }
    }
    if (found.size() == 1) {
      return input.below(found.get(0));
    }
    String problem =
        found.isEmpty()
            ? "expected the official folder " + names.get(0) + " with " + oneOf(marks)
            : "several folders have " + oneOf(marks) + ": " + found + "; name one of them";
    throw new BadInputException(input.display(), "", problem);
  }

  private boolean has(InputTree tree) throws IOException {
    for (String mark : marks) {
      if (tree.file(mark).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static String oneOf(List<String> names) {
    return names.size() == 1 ? names.get(0) : "one of " + String.join(", ", names);
  }
}
