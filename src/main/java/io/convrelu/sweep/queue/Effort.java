package io.convrelu.sweep.queue;

/**
 * What a trial costs, in whatever unit.
 *
 * @param epochs to its end
 * @param perEpoch cost of each
 */
public record Effort(int epochs, double perEpoch) {

  double until(long epoch) {
    return perEpoch * Math.min(epoch, epochs);
  }

  double between(long epoch, long later) {
    return until(later) - until(epoch);
  }
}
