package io.convrelu.cli.progress;

import java.io.PrintWriter;
import java.util.List;

/**
 * Lines at the end of a terminal's text that are drawn over and over in the same place. A line that
 * is too long ends at the edge: the terminal is told not to wrap, because a wrapped line would take
 * two rows of the next drawing's place.
 */
final class Block {

  private static final String NO_WRAP = "\u001b[?7l";
  private static final String WRAP = "\u001b[?7h";
  private static final String CLEAR_BELOW = "\r\u001b[J";

  private final PrintWriter out;
  private int drawn;

  Block(PrintWriter out) {
    this.out = out;
  }

  /** Takes the place of what was drawn before. */
  void draw(List<String> lines) {
    StringBuilder text = new StringBuilder(back()).append(NO_WRAP);
    lines.forEach(line -> text.append(line).append('\n'));
    out.print(text.append(WRAP));
    out.flush();
    drawn = lines.size();
  }

  /** Leaves nothing behind. */
  void clear() {
    out.print(back());
    out.flush();
    drawn = 0;
  }

  private String back() {
    return drawn == 0 ? "" : "\u001b[" + drawn + "A" + CLEAR_BELOW;
  }
}
