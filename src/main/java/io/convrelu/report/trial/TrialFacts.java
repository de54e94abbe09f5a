package io.convrelu.report.trial;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.convrelu.sweep.provenance.CodeVersion;
import io.convrelu.sweep.provenance.DataSource;
import io.convrelu.sweep.provenance.Provenance;
import io.convrelu.sweep.result.TrialResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where a trial came from, as groups of facts; what was not recorded is left out. */
final class TrialFacts {

  private TrialFacts() {}

  /** Names of the groups, in the order in which {@link #write} has them. */
  static final List<String> TITLES =
      List.of(
          "Settings given",
          "Outcome",
          "Data",
          "Program and machine",
          "Configuration in force, defaults included");

  /** One array a group with the places of its facts; empty when nothing was recorded. */
  static ArrayNode write(TrialResult result, Pool<Fact> pool) {
    Provenance from = result.provenance();
    return Json.NODES
        .arrayNode()
        .add(places(new TreeMap<>(result.settings()), pool))
        .add(places(outcome(result), pool))
        .add(places(data(result), pool))
        .add(places(program(from), pool))
        .add(places(from.configuration(), pool));
  }

  private static Map<String, String> outcome(TrialResult result) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("trial", result.trial());
    facts.put("started", result.provenance().started());
    facts.put("ended", result.provenance().ended());
    facts.put("SHA-256 of the final parameters", result.parametersSha256());
    return facts;
  }

  private static Map<String, String> data(TrialResult result) {
    Map<String, String> facts = new LinkedHashMap<>();
    DataSource source = result.provenance().data();
    facts.put("data set", result.dataset() + (result.synthetic() ? " (SYNTHETIC)" : ""));
    facts.put("path", source.path());
    facts.put("classes", Integer.toString(result.classes()));
    facts.put("training examples", Long.toString(result.trainExamples()));
    facts.put("test examples", Long.toString(result.testExamples()));
    facts.put("SHA-256 of dataset.json", result.datasetFingerprint());
    facts.put("SHA-256 of the source files' checksums", source.sourcesSha256());
    facts.put("Parquet files", count(source.files()));
    facts.put("bytes in them", count(source.bytes()));
    return facts;
  }

  private static Map<String, String> program(Provenance from) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("program", known(from.code().program()));
    facts.put("commit", known(from.code().commit()));
    facts.put("sources", known(from.code().tree()));
    facts.put("arithmetic", from.machine().provider());
    facts.put("OMP_NUM_THREADS", from.machine().arithmeticThreads());
    facts.put("processor", from.machine().cpu());
    facts.put("cores", count(from.machine().cores()));
    facts.put("system", from.machine().os());
    facts.put("JVM", from.machine().jvm());
    facts.put("Spark", from.cluster().spark());
    facts.put("master", from.cluster().master());
    facts.put("executors", count(from.cluster().executors()));
    facts.put("executors compute with", String.join("; ", from.cluster().arithmetic()));
    return facts;
  }

  private static String known(String text) {
    return text.equals(CodeVersion.NOT_KNOWN) ? "" : text;
  }

  private static String count(long value) {
    return value == 0 ? "" : Long.toString(value);
  }

  /** Where the facts stand in the pool; those without a text are left out. */
  private static ArrayNode places(Map<String, String> facts, Pool<Fact> pool) {
    ArrayNode places = Json.NODES.arrayNode();
    facts.forEach(
        (name, text) -> {
          if (!text.isEmpty()) {
            places.add(pool.place(new Fact(name, text)));
          }
        });
    return places;
  }
}
