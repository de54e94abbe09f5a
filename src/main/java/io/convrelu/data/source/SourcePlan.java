package io.convrelu.data.source;

import io.convrelu.data.ExampleKind;
import io.convrelu.data.input.FileRef;
import java.util.List;

/**
 * What is in an input and how to read it.
 *
 * @param content what the examples are
 * @param classNames in label order
 * @param coarseClassNames in the order of coarse labels; empty without
 * @param units in the order of the official files; the first that fails names the error
 * @param files of which a checksum is to be taken, beside those that units report
 */
public record SourcePlan(
    Content content,
    List<String> classNames,
    List<String> coarseClassNames,
    List<WorkUnit> units,
    List<FileRef> files) {

  public SourcePlan {
    classNames = List.copyOf(classNames);
    coarseClassNames = List.copyOf(coarseClassNames);
    units = List.copyOf(units);
    files = List.copyOf(files);
  }

  /**
   * Kind and, for images, shape; zeros for text.
   *
   * @param channels 3 (red, green, blue) or 1 (grey)
   */
  public record Content(ExampleKind kind, int channels, int height, int width)
      implements java.io.Serializable {

    /** Texts have no shape. */
    public static final Content TEXT = new Content(ExampleKind.TEXT, 0, 0, 0);

    /** Images. */
    public static Content images(int channels, int height, int width) {
      return new Content(ExampleKind.IMAGE, channels, height, width);
    }
  }
}
