package io.convrelu.report.markup;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * HTML under construction. Text and attribute values are escaped, without exception; element and
 * attribute names are ours. An element closed out of order is a programming error and throws.
 */
public final class Markup {

  private static final Set<String> VOID = Set.of("meta", "input", "br");

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Opens an element; elements without content ({@code meta}, {@code input}, {@code br}) close
   * themselves.
   *
   * @param attributes names and values in turn
   */
  public Markup open(String tag, String... attributes) {
    if (attributes.length % 2 != 0) {
      throw new IllegalArgumentException("an attribute of " + tag + " has no value");
    }
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      out.append('"');
    }
    out.append('>');
    if (!VOID.contains(tag)) {
      open.push(tag);
    }
    return this;
  }

  /** Closes the innermost element, which has to be this one. */
  public Markup close(String tag) {
    if (open.isEmpty() || !open.peek().equals(tag)) {
      throw new IllegalStateException("closing " + tag + " inside " + open);
    }
    open.pop();
    out.append("</").append(tag).append('>');
    return this;
  }

  /** Text, escaped. */
  public Markup text(String text) {
    escape(text);
    return this;
  }

  /** An element that holds only text. */
  public Markup element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close(tag);
  }

  /** A line break in the source, for people who read it. */
  public Markup line() {
    out.append('\n');
    return this;
  }

  /**
   * A style sheet or script of our own, verbatim.
   *
   * @throws IllegalArgumentException when the text would end its element
   */
  public Markup own(String tag, String source) {
    if (source.contains("</")) {
      throw new IllegalArgumentException("a " + tag + " may not contain '</'");
    }
    out.append('<').append(tag).append('>').append(source);
    out.append("</").append(tag).append('>');
    return this;
  }

  /**
   * Data for the script, as JSON: the browser reads and runs nothing of it.
   *
   * @param json without a less-than sign
   * @throws IllegalArgumentException when the text could end its element
   */
  public Markup data(String id, String json) {
    if (json.contains("<")) {
      throw new IllegalArgumentException("data in a page may not contain '<'");
    }
    open("script", "type", "application/json", "id", id);
    out.append(json);
    return close("script");
  }

  /** The document, with its type. */
  public String document() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("not closed: " + open);
    }
    return "<!DOCTYPE html>\n" + out + "\n";
  }

  @Override
  public String toString() {
    return out.toString();
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case '\n', '\t' -> out.append(c);
          // Other control characters are not allowed in HTML, not even escaped.
        default -> out.append(Character.isISOControl(c) ? '\uFFFD' : c);
      }
    }
  }
}
