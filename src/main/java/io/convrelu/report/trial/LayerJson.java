package io.convrelu.report.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convrelu.sweep.layers.LayerDeadUnits;
import io.convrelu.sweep.layers.LayerObservations;
import io.convrelu.sweep.layers.LayerThresholds;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The layers of a trial as compact JSON. Dead units keep three digits at up to 24 epochs. Of the
 * distributions of a layer's thresholds up to 10 are kept, one character a bin: the height of the
 * bin, in 64 steps of the highest one at that epoch.
 */
final class LayerJson {

  /** One character for each of the 64 steps, in the script too. */
  private static final String STEPS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

  private static final int DEAD_EPOCHS = 24;
  private static final int SPREADS = 10;
  private static final int DEAD_DIGITS = 3;
  private static final int RANGE_DIGITS = 4;

  private LayerJson() {}

  static String write(LayerObservations history) {
    ObjectNode root = Json.NODES.objectNode();
    List<Integer> probed =
        places(history, at -> history.deadUnits().stream().anyMatch(layer -> known(layer, at)));
    List<Integer> kept = Thinning.of(probed, DEAD_EPOCHS);
    root.set("epochs", epochs(history, kept));
    ArrayNode dead = root.putArray("dead");
    for (LayerDeadUnits layer : history.deadUnits()) {
      dead.addObject()
          .put("layer", layer.layer())
          .set(
              "shares", Json.numbers(kept.stream().map(layer.shares()::get).toList(), DEAD_DIGITS));
    }
    ArrayNode thresholds = root.putArray("thresholds");
    history.thresholds().forEach(layer -> thresholds.add(thresholds(history, layer)));
    return Json.text(root);
  }

  private static boolean known(LayerDeadUnits layer, int at) {
    return Double.isFinite(layer.shares().get(at));
  }

  private static JsonNode thresholds(LayerObservations history, LayerThresholds layer) {
    List<Integer> kept =
        Thinning.of(places(history, at -> !layer.counts().get(at).isEmpty()), SPREADS);
    ObjectNode node = Json.NODES.objectNode();
    node.put("layer", layer.layer());
    node.set("low", Json.number(layer.low(), RANGE_DIGITS));
    node.set("high", Json.number(layer.high(), RANGE_DIGITS));
    node.set("epochs", epochs(history, kept));
    ArrayNode heights = node.putArray("heights");
    kept.forEach(at -> heights.add(heights(layer.counts().get(at))));
    return node;
  }

  private static List<Integer> places(LayerObservations history, IntPredicate recorded) {
    return IntStream.range(0, history.epochs().size()).filter(recorded).boxed().toList();
  }

  private static ArrayNode epochs(LayerObservations history, List<Integer> places) {
    ArrayNode epochs = Json.NODES.arrayNode();
    places.forEach(at -> epochs.add(history.epochs().get(at)));
    return epochs;
  }

  private static String heights(List<Long> counts) {
    long highest = Math.max(1, counts.stream().mapToLong(Long::longValue).max().orElse(1));
    StringBuilder text = new StringBuilder();
    for (long count : counts) {
      text.append(STEPS.charAt((int) Math.round((STEPS.length() - 1.0) * count / highest)));
    }
    return text.toString();
  }
}
