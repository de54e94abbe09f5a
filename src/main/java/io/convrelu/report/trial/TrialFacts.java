package io.convrelu.report.trial;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convrelu.sweep.TrialResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Where a trial came from, as groups of names and texts. */
final class TrialFacts {

  private TrialFacts() {}

  /** Groups by title; names and texts stand in turn, as places in the pool. */
  static ArrayNode write(TrialResult result, TextPool pool) {
    ArrayNode groups = Json.NODES.arrayNode();
    groups.add(group("Settings given", new TreeMap<>(result.settings()), pool));
    groups.add(group("Data", data(result), pool));
    groups.add(group("Outcome", outcome(result), pool));
    return groups;
  }

  private static Map<String, String> data(TrialResult result) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("data set", result.dataset() + (result.synthetic() ? " (SYNTHETIC)" : ""));
    facts.put("classes", Integer.toString(result.classes()));
    facts.put("training examples", Long.toString(result.trainExamples()));
    facts.put("test examples", Long.toString(result.testExamples()));
    facts.put("SHA-256 of dataset.json", result.datasetFingerprint());
    return facts;
  }

  private static Map<String, String> outcome(TrialResult result) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("trial", result.trial());
    facts.put("SHA-256 of the final parameters", result.parametersSha256());
    return facts;
  }

  private static ObjectNode group(String title, Map<String, String> facts, TextPool pool) {
    ObjectNode group = Json.NODES.objectNode();
    group.put("title", pool.place(title));
    ArrayNode entries = group.putArray("facts");
    facts.forEach(
        (name, text) -> {
          if (!text.isEmpty()) {
            entries.add(pool.place(name)).add(pool.place(text));
          }
        });
    return group;
  }
}
