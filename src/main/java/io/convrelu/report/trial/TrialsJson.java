package io.convrelu.report.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convrelu.sweep.result.TrialResult;
import io.convrelu.sweep.result.TrialResult.HistogramBin;
import java.util.List;

/**
 * All trials as one JSON object, in columns. {@code texts} holds every text once, and {@code pairs}
 * every name with a text; elsewhere their places stand. {@code fields} says what there is, {@code
 * values} holds an array a field; {@code inks}, {@code messages}, {@code facts}, {@code curves} and
 * {@code thresholds} have an entry a trial. The text can stand inside a {@code script} element.
 */
public final class TrialsJson {

  private static final int DIGITS = 5;

  private final List<String> inks;
  private final List<String> activations;
  private final List<String> leftOut;

  /**
   * What the trials do not say of themselves.
   *
   * @param inks the colour of each trial's activation, as the style sheet names it
   * @param activations names of activation choices, in the order in which an axis has them
   * @param leftOut identities of the trials whose layers the page has no room for
   */
  public TrialsJson(List<String> inks, List<String> activations, List<String> leftOut) {
    this.inks = List.copyOf(inks);
    this.activations = List.copyOf(activations);
    this.leftOut = List.copyOf(leftOut);
  }

  /** Writes the trials. */
  public String write(List<ListedTrial> trials) {
    Pool<String> pool = new Pool<>();
    Pool<Fact> known = new Pool<>();
    CurveJson curves = new CurveJson(trials.size());
    ObjectNode root = Json.NODES.objectNode();
    fields(root, trials, pool);
    root.set("inks", places(inks, pool));
    root.set("activations", places(activations, pool));
    root.set("groups", places(TrialFacts.TITLES, pool));
    root.set("leftOut", places(leftOut, pool));
    ArrayNode messages = root.putArray("messages");
    ArrayNode facts = root.putArray("facts");
    ArrayNode lines = root.putArray("curves");
    ArrayNode thresholds = root.putArray("thresholds");
    for (ListedTrial trial : trials) {
      TrialResult result = trial.result();
      messages.add(pool.place(result.message()));
      facts.add(TrialFacts.write(result, known));
      lines.add(curves.write(result.curve()));
      thresholds.add(histogram(result.thresholdHistogram()));
    }
    ArrayNode pairs = root.putArray("pairs");
    known.values().forEach(fact -> pairs.add(pool.place(fact.name())).add(pool.place(fact.text())));
    ArrayNode texts = root.putArray("texts");
    pool.values().forEach(texts::add);
    return Json.text(root);
  }

  private static void fields(ObjectNode root, List<ListedTrial> trials, Pool<String> pool) {
    ArrayNode fields = root.putArray("fields");
    ObjectNode values = root.putObject("values");
    for (TrialField field : TrialField.ALL) {
      fields
          .addObject()
          .put("key", field.key())
          .put("title", field.title())
          .put("kind", field.kind().key());
      ArrayNode column = values.putArray(field.key());
      trials.forEach(trial -> column.add(field.value().of(trial, pool)));
    }
  }

  private static ArrayNode places(List<String> texts, Pool<String> pool) {
    ArrayNode places = Json.NODES.arrayNode();
    texts.forEach(text -> places.add(pool.place(text)));
    return places;
  }

  /** Where the first bin begins, where the last one ends, and the counts; equal bins. */
  private static JsonNode histogram(List<HistogramBin> bins) {
    ArrayNode entries = Json.NODES.arrayNode();
    if (!bins.isEmpty()) {
      entries.add(Json.number(bins.get(0).low(), DIGITS));
      entries.add(Json.number(bins.get(bins.size() - 1).high(), DIGITS));
      bins.forEach(bin -> entries.add(bin.count()));
    }
    return entries;
  }
}
