package io.convrelu.train;

import java.io.Serializable;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which input units of each activation some example has brought above its threshold.
 *
 * @param units number of units by layer
 * @param active a bit a unit, by layer
 */
record ActiveUnits(Map<String, Integer> units, Map<String, BitSet> active) implements Serializable {

  static ActiveUnits none() {
    return new ActiveUnits(new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /** Units that either has seen active. */
  ActiveUnits or(ActiveUnits other) {
    ActiveUnits result = none();
    result.add(this);
    result.add(other);
    return result;
  }

  /** Share of dead units by layer, in the order of layers. */
  Map<String, Double> deadShares() {
    Map<String, Double> shares = new LinkedHashMap<>();
    units.forEach(
        (layer, count) -> shares.put(layer, 1 - (double) active.get(layer).cardinality() / count));
    return shares;
  }

  private void add(ActiveUnits other) {
    other.units.forEach(
        (layer, count) -> {
          units.put(layer, count);
          active.computeIfAbsent(layer, name -> new BitSet(count)).or(other.active.get(layer));
        });
  }
}
