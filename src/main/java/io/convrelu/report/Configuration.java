package io.convrelu.report;

import io.convrelu.kernel.Activation;
import io.convrelu.kernel.Activation.ParameterRole;
import io.convrelu.sweep.result.Cell;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the trials of one row have in common: everything but the seed, and without what makes no
 * difference (ReLU is the same whatever the strategy).
 *
 * @param choice the activation choice
 * @param own settings of the activation that make a difference to it, by dotted key
 * @param shared all other settings; rows are compared with the ReLU row that has the same ones
 */
public record Configuration(Choice choice, Map<String, String> own, Map<String, String> shared) {

  private static final String ACTIVATION = "activation.";
  private static final String SWEEP = "sweep.";

  public Configuration {
    own = Map.copyOf(own);
    shared = Map.copyOf(shared);
  }

  /** The configuration of a cell. */
  public static Configuration of(Cell cell) {
    Choice choice = Choice.of(cell.first());
    Map<String, String> own = new TreeMap<>();
    Map<String, String> shared = new TreeMap<>();
    cell.settings()
        .forEach(
            (key, value) -> {
              if (key.startsWith(ACTIVATION)) {
                if (matters(key.substring(ACTIVATION.length()), choice)) {
                  own.put(key, value);
                }
              } else if (!key.startsWith(SWEEP)) {
                shared.put(key, value);
              }
            });
    return new Configuration(choice, own, shared);
  }

  /** What name, strategy and init, which the choice holds, leave to tell. */
  private static boolean matters(String key, Choice choice) {
    return switch (key) {
      case "name", "strategy", "threshold-init" -> false;
      case "slope" ->
          parameter(choice) == ParameterRole.FIXED_SLOPE
              || parameter(choice) == ParameterRole.TRAINED_SLOPE;
      case "threshold-deviation" -> choice.thresholdInit().equals("random");
      case "threshold-sharing" -> parameter(choice) == ParameterRole.THRESHOLD;
      default -> !choice.isRelu();
    };
  }

  /** NONE of an activation that this version does not know. */
  private static ParameterRole parameter(Choice choice) {
    return Activation.of(choice.activation()).map(Activation::parameter).orElse(ParameterRole.NONE);
  }

  /** The keys of all settings that were kept. */
  public Set<String> keys() {
    Set<String> keys = new TreeSet<>(shared.keySet());
    keys.addAll(own.keySet());
    return keys;
  }

  /** The value of a key; what was not set has the program's default. */
  public String value(String key) {
    return own.getOrDefault(key, shared.getOrDefault(key, "default"));
  }
}
