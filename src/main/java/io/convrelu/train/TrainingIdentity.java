package io.convrelu.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convrelu.conf.ConfigException;
import io.convrelu.conf.ConfigProblem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What must be the same in a training that goes on from a checkpoint, for its bits to be those of
 * an undisturbed one: all settings in force, defaults included, and the data set. What changes no
 * bit of any epoch (how many there are, when checkpoints are taken, how much memory is used) may
 * change.
 */
final class TrainingIdentity {

  /** Stands among the settings, none of which has a name without a dot. */
  private static final String DATA = "data";

  private static final Set<String> FREE = free();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SortedMap<String, String> values;

  private TrainingIdentity(SortedMap<String, String> values) {
    this.values = values;
  }

  /**
   * @param fingerprint of the data set
   */
  static TrainingIdentity of(TrainingPlan plan, String fingerprint) {
    SortedMap<String, String> values = new TreeMap<>(plan.values());
    values.keySet().removeAll(FREE);
    values.put(DATA, fingerprint);
    return new TrainingIdentity(values);
  }

  private static Set<String> free() {
    Set<String> keys = new HashSet<>(CheckpointSettings.KEYS);
    keys.add("train.epochs");
    keys.add("train.shard-memory");
    keys.add("train.memory-check");
    return Set.copyOf(keys);
  }

  /** Canonical: one line, keys sorted. */
  String toJson() {
    ObjectNode object = JSON.createObjectNode();
    values.forEach(object::put);
    return object.toString();
  }

  /**
   * Checks that a checkpoint is one of this training.
   *
   * @param json its identity
   * @param checkpoint what to call it in errors
   * @throws ConfigException naming every key that differs, with both values
   */
  void requireSame(String json, String checkpoint) {
    Map<String, String> there = parse(json);
    Set<String> keys = new TreeSet<>(values.keySet());
    keys.addAll(there.keySet());
    List<ConfigProblem> problems = new ArrayList<>();
    for (String key : keys) {
      String now = values.getOrDefault(key, "not known to this program");
      String then = there.getOrDefault(key, "not known to the program that wrote it");
      if (!now.equals(then)) {
        problems.add(new ConfigProblem(key, checkpoint, difference(key, then, now)));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  private static String difference(String key, String then, String now) {
    return key.equals(DATA)
        ? "was taken on the data set with fingerprint "
            + then
            + ", --data is the one with "
            + now
            + "; give the same data set, or train into another --output"
        : "is "
            + then
            + " there and "
            + now
            + " now; give the same value, or train into another --output";
  }

  private static Map<String, String> parse(String json) {
    Map<String, String> values = new TreeMap<>();
    try {
      JSON.readTree(json)
          .properties()
          .forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a sound checkpoint whose identity is no JSON: " + json, e);
    }
    return values;
  }
}
