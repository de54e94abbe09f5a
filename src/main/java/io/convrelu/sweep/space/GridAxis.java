package io.convrelu.sweep.space;

import java.util.List;

/**
 * One dimension of a grid: a key, or a section, and the values that it takes in turn.
 *
 * @param key dotted key of a setting or a section, for example {@code train.lr}
 * @param written the key as the user wrote it below {@code sweep.grid}, for errors
 */
record GridAxis(String key, String written, List<GridValue> values) {

  GridAxis {
    values = List.copyOf(values);
  }
}
