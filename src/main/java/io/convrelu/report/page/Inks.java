package io.convrelu.report.page;

import io.convrelu.kernel.Activation;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The colours of the activations as rules of a style sheet. */
final class Inks {

  private Inks() {}

  /** Light ones, and dark ones for screens that ask for them. */
  static String css() {
    return rules(activation -> activation.ink().light())
        + "@media screen and (prefers-color-scheme: dark) {\n"
        + rules(activation -> activation.ink().dark())
        + "}\n";
  }

  private static String rules(Function<Activation, String> ink) {
    return Activation.choices().stream()
        .map(
            activation ->
                ".ink-" + activation.key() + " { --ink: " + ink.apply(activation) + "; }\n")
        .collect(Collectors.joining());
  }
}
