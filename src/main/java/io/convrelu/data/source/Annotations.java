package io.convrelu.data.source;

import io.convrelu.data.BadInputException;
import io.convrelu.data.input.FileRef;
import io.convrelu.data.source.JpegUnit.LabelledFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code val_annotations.txt}: file, class id and four box coordinates a line, separated by tabs.
 *
 * @param source for messages
 * @param labels by class id
 */
record Annotations(FileRef source, Map<String, Integer> labels) {

  private static final int COLUMNS = 6;

  /**
   * The images with their labels, in the order of the images.
   *
   * @throws BadInputException at the first line that is malformed or names a class or an image that
   *     is not there, and for an image without a line
   */
  List<LabelledFile> label(List<FileRef> images, List<String> lines) {
    Set<String> present = new HashSet<>();
    images.forEach(image -> present.add(image.baseName()));
    Map<String, Integer> byFile = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String[] fields = lines.get(i).split("\t", -1);
      if (fields.length != COLUMNS) {
        throw bad(i, "has " + fields.length + " fields; expected " + COLUMNS + ", tab-separated");
      }
      Integer label = labels.get(fields[1]);
      if (label == null) {
        throw bad(i, "names the class " + fields[1] + "; expected an id of wnids.txt");
      }
      if (!present.contains(fields[0])) {
        throw bad(i, "names " + fields[0] + ", which is not in the folder images beside it");
      }
      if (byFile.put(fields[0], label) != null) {
        throw bad(i, "names " + fields[0] + " again; expected one line an image");
      }
    }
    List<LabelledFile> result = new ArrayList<>();
    for (FileRef image : images) {
      Integer label = byFile.get(image.baseName());
      if (label == null) {
        throw new BadInputException(
            image.display(), "", "has no annotation; expected a line in " + source.display());
      }
      result.add(new LabelledFile(image, label));
    }
    return result;
  }

  private BadInputException bad(int line, String what) {
    return new BadInputException(source.display(), "line " + (line + 1), what);
  }
}
