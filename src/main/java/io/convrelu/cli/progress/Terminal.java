package io.convrelu.cli.progress;

import java.util.Map;
import java.util.Optional;

/**
 * The terminal that standard error goes to.
 *
 * @param columns characters a line
 * @param rows lines
 */
record Terminal(int columns, int rows) {

  private static final int USUAL_COLUMNS = 80;
  private static final int USUAL_ROWS = 24;

  /** As the submit script found out; empty where there is none, such as in a log file. */
  static Optional<Terminal> of(Map<String, String> environment) {
    return "yes".equals(environment.get("CONVRELU_TERMINAL"))
        ? Optional.of(
            new Terminal(
                size(environment.get("COLUMNS"), USUAL_COLUMNS),
                size(environment.get("LINES"), USUAL_ROWS)))
        : Optional.empty();
  }

  private static int size(String given, int usual) {
    return given != null && given.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(given) : usual;
  }
}
