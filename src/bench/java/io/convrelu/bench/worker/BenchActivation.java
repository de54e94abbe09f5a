package io.convrelu.bench.worker;

import java.util.Locale;

/** What is trained: ReLU everywhere, or ConvReLU in the first dense block (strategy first). */
public enum BenchActivation {
  RELU,
  CONV_RELU;

  /** Its name on the command line and in tables. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
