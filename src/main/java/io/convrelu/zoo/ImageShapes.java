package io.convrelu.zoo;

import java.util.Optional;

/** What networks for images ask of a shape. */
final class ImageShapes {

  private ImageShapes() {}

  /** Refuses images, or text, smaller than a number of pixels in height or width. */
  static Optional<String> atLeast(int pixels, ExampleShape shape) {
    if (shape.height() >= pixels && shape.width() >= pixels) {
      return Optional.empty();
    }
    String what = shape.height() == 1 ? "reads images, not text" : "cannot read such small images";
    return Optional.of(what + "; allowed: height and width of " + pixels + " or more pixels");
  }
}
