package io.convrelu.data.prepare;

import java.io.Serializable;

/** Whole numbers between two bounds, both included; none when the first is above the second. */
record Interval(long from, long to) implements Serializable {

  static final Interval NONE = new Interval(1, 0);

  boolean contains(long value) {
    return from <= value && value <= to;
  }
}
