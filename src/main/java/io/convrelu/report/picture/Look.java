package io.convrelu.report.picture;

import io.convrelu.kernel.Activation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the classes of the page's style sheet mean in light colours, as attributes of SVG: a picture
 * in a file has no style sheet, and not every program that shows SVG knows one. Immutable; a nested
 * element adds its classes to those around it.
 */
final class Look {

  static final String TEXT = "#1b1f24";
  static final String SOFT = "#59636e";
  private static final String GRID = "#e7eaee";
  private static final String PAGE = "#ffffff";

  private static final List<String> DASHES =
      List.of("", "8 4", "2 3", "9 3 2 3", "14 4", "5 2 1 2 1 2");

  private final String ink;
  private final String dashes;
  private final boolean crowded;

  private Look(String ink, String dashes, boolean crowded) {
    this.ink = ink;
    this.dashes = dashes;
    this.crowded = crowded;
  }

  /** The look outside of everything. */
  static Look plain() {
    return new Look(SOFT, "", false);
  }

  /** The look inside an element of these classes. */
  Look within(Set<String> classes) {
    String colour = ink;
    String pattern = dashes;
    for (String name : classes) {
      if (name.startsWith("ink-")) {
        colour =
            Activation.of(name.substring("ink-".length()))
                .map(activation -> activation.ink().light())
                .orElse(SOFT);
      } else if (name.startsWith("dash-")) {
        pattern = DASHES.get(Integer.parseInt(name.substring("dash-".length())));
      }
    }
    return new Look(colour, pattern, crowded || classes.contains("crowded"));
  }

  /** Attributes of an element of these classes, which this look is already within. */
  Map<String, String> attributes(String element, Set<String> classes) {
    Map<String, String> attributes = new TreeMap<>();
    if (element.equals("text")) {
      attributes.put("fill", classes.contains("tick") ? SOFT : TEXT);
      attributes.put("font-size", classes.contains("tick") ? "12" : "13");
    }
    for (String name : classes) {
      switch (name) {
        case "line" -> line(attributes);
        case "dot", "mean", "bar" -> attributes.put("fill", ink);
        case "hollow" -> {
          attributes.put("fill", PAGE);
          stroke(attributes, ink, "2");
        }
        case "band" -> {
          attributes.put("fill", ink);
          attributes.put("fill-opacity", crowded ? "0.06" : "0.14");
        }
        case "whisker" -> stroke(attributes, ink, "2");
        case "grid" -> stroke(attributes, GRID, "1");
        case "axis" -> stroke(attributes, SOFT, "1");
        case "label" -> attributes.put("font-weight", "bold");
        default -> {
          // Of the page's script alone.
        }
      }
    }
    return attributes;
  }

  private void line(Map<String, String> attributes) {
    attributes.put("fill", "none");
    attributes.put("stroke-linejoin", "round");
    stroke(attributes, ink, "2.2");
    if (!dashes.isEmpty()) {
      attributes.put("stroke-dasharray", dashes);
    }
  }

  private static void stroke(Map<String, String> attributes, String colour, String width) {
    attributes.put("stroke", colour);
    attributes.put("stroke-width", width);
  }
}
