package io.convrelu.report.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** Numbers as short JSON: what is not finite is null, as in the page it is no number. */
final class Json {

  static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

  /** Beyond this a browser cannot hold every whole number. */
  private static final long LARGEST_WHOLE = 1L << 53;

  private Json() {}

  /** A measure, rounded to some significant digits. */
  static JsonNode number(double value, int digits) {
    if (!Double.isFinite(value)) {
      return NODES.nullNode();
    }
    BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(digits));
    return NODES.numberNode(rounded.stripTrailingZeros());
  }

  /** A whole number, exact: as text where a browser would round it. */
  static JsonNode whole(long value) {
    return value > LARGEST_WHOLE || value < -LARGEST_WHOLE
        ? NODES.textNode(Long.toString(value))
        : NODES.numberNode(value);
  }

  /** Measures, each rounded to some significant digits. */
  static ArrayNode numbers(List<Double> values, int digits) {
    ArrayNode array = NODES.arrayNode();
    values.forEach(value -> array.add(number(value, digits)));
    return array;
  }

  /**
   * The text of a node, fit to stand inside a {@code script} element: no less-than sign is in it.
   */
  static String text(JsonNode node) {
    return node.toString().replace("<", "\\u003c");
  }
}
