package io.convrelu.conf;

import java.io.Serializable;
import java.util.Objects;

/**
 * One thing that is wrong with a configuration.
 *
 * @param key the dotted key, for example {@code train.lr}
 * @param place where the value was given: a file and line, or the option {@code --set}
 * @param message what is wrong and what is allowed
 */
public record ConfigProblem(String key, String place, String message) implements Serializable {

  public ConfigProblem {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(message, "message");
  }

  @Override
  public String toString() {
    return place + ": " + key + ": " + message;
  }
}
