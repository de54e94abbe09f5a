package io.convrelu.report.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convrelu.sweep.result.TrialResult.EpochPoint;
import java.util.List;

/**
 * The curve of a trial as columns. Long curves of many trials are thinned, so that the curves of a
 * page stay below some 2.5 million characters together.
 */
final class CurveJson {

  private static final int CHARACTERS = 2_500_000;
  private static final int CHARACTERS_AN_EPOCH = 80;
  private static final int LEAST_EPOCHS = 20;
  private static final int MOST_EPOCHS = 200;
  private static final int DIGITS = 5;

  private final int most;

  /**
   * @param trials that share the page
   */
  CurveJson(int trials) {
    int share = CHARACTERS / CHARACTERS_AN_EPOCH / Math.max(1, trials);
    this.most = Math.max(LEAST_EPOCHS, Math.min(MOST_EPOCHS, share));
  }

  /** Epochs, how many there were before some were left out, and each measure that has a value. */
  JsonNode write(List<EpochPoint> curve) {
    List<EpochPoint> kept = Thinning.of(curve, most);
    ObjectNode node = Json.NODES.objectNode();
    ArrayNode epochs = node.putArray("epochs");
    kept.forEach(point -> epochs.add(point.epoch()));
    node.put("allEpochs", curve.size());
    for (CurveColumn column : CurveColumn.values()) {
      if (kept.stream().anyMatch(point -> Double.isFinite(column.of(point)))) {
        node.set(column.key(), Json.numbers(kept.stream().map(column::of).toList(), DIGITS));
      }
    }
    return node;
  }
}
