package io.convrelu.data.prepare;

import io.convrelu.data.Split;
import java.io.Serializable;
import java.util.SortedMap;

/**
 * What the first reading of a unit of work found: labels and keys of its examples, in the unit's
 * order, without the examples themselves; 20 bytes each.
 *
 * @param split official split of the examples
 * @param labels label by example
 * @param orders shuffle key by example
 * @param choices split key by example
 * @param sourceFiles SHA-256, in hex, of small source files that were read as a whole, by name
 */
record UnitSurvey(
    Split split, int[] labels, long[] orders, long[] choices, SortedMap<String, String> sourceFiles)
    implements Serializable {

  int size() {
    return labels.length;
  }
}
