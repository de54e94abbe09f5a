package io.convrelu.sweep.rerun;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Collects what differs, in the order in which it is looked at. */
final class Differences {

  private final List<Difference> found = new ArrayList<>();

  /** Compares two values by what they say. */
  void compare(String what, Object recorded, Object now) {
    if (!recorded.equals(now)) {
      found.add(new Difference(what, String.valueOf(recorded), String.valueOf(now)));
    }
  }

  /** Compares two numbers bit by bit. */
  void compareBits(String what, double recorded, double now) {
    if (Double.doubleToLongBits(recorded) != Double.doubleToLongBits(now)) {
      found.add(new Difference(what, Double.toString(recorded), Double.toString(now)));
    }
  }

  /** The same for a number that earlier releases, or a training without probes, did not record. */
  void compareIfRecorded(String what, double recorded, double now) {
    if (!Double.isNaN(recorded)) {
      compareBits(what, recorded, now);
    }
  }

  /** Compares key by key. */
  void compare(String what, Map<String, String> recorded, Map<String, String> now) {
    SortedSet<String> keys = new TreeSet<>(recorded.keySet());
    keys.addAll(now.keySet());
    for (String key : keys) {
      compare(what + " " + key, recorded.getOrDefault(key, ""), now.getOrDefault(key, ""));
    }
  }

  List<Difference> found() {
    return List.copyOf(found);
  }
}
