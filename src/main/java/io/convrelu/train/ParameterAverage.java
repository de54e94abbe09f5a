package io.convrelu.train;

import java.util.List;

/** The weighted mean of workers' arrays. */
final class ParameterAverage {

  private ParameterAverage() {}

  /** See {@link io.convrelu.train.averaging.ParameterAverage#average}. */
  static float[] of(List<float[]> arrays, List<Long> examples) {
    return io.convrelu.train.averaging.ParameterAverage.PLAIN.average(arrays, examples);
  }
}
