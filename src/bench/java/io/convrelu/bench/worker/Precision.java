package io.convrelu.bench.worker;

import java.util.Locale;

/** What the peer multiplies in. */
public enum Precision {
  FLOAT32,
  /** Autocast: convolutions and dense layers in bfloat16, parameters and the rest in float32. */
  BFLOAT16;

  /** Its name in tables. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
