package io.convrelu.train.averaging;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Learning rate that drops at given epochs, scaled with the number of workers, with a gradual
 * warm-up: in epoch e and iteration i, both from 0,
 *
 * <pre>lr · factor^(number of steps ≤ e) · (1 + (s − 1)·min(1, i/W))</pre>
 *
 * where s is what {@link LrScaling} makes of the workers and W the iterations of the warm-up epochs
 * (Goyal et al. 2017, section 2.2: by the same amount every iteration, from the unscaled rate to
 * the scaled one). Without warm-up the rate is scaled from the start; without scaling a warm-up
 * changes nothing.
 *
 * <p>A network's iteration counter must say the true iteration of the training: a worker's own
 * count of a round's steps would start the warm-up again every round.
 */
public final class LrSchedule implements ISchedule {

  private static final long serialVersionUID = 1L;

  private final double lr;
  private final List<Integer> steps;
  private final double factor;
  private final LrScaling scaling;
  private final int workers;
  private final int warmUpEpochs;
  private final int stepsPerEpoch;

  /**
   * @param lr at the start, of one worker
   * @param steps epochs, counted from 0, at which the rate is multiplied by {@code factor}
   * @param factor see steps
   * @param scaling with the number of workers
   * @param workers logical workers, K
   * @param warmUpEpochs epochs until the scaled rate is reached; 0 for no warm-up
   * @param stepsPerEpoch iterations of an epoch
   */
  @JsonCreator
  public LrSchedule(
      @JsonProperty("lr") double lr,
      @JsonProperty("steps") List<Integer> steps,
      @JsonProperty("factor") double factor,
      @JsonProperty("scaling") LrScaling scaling,
      @JsonProperty("workers") int workers,
      @JsonProperty("warmUpEpochs") int warmUpEpochs,
      @JsonProperty("stepsPerEpoch") int stepsPerEpoch) {
    if (!(lr >= 0) || !(factor >= 0) || workers < 1 || warmUpEpochs < 0 || stepsPerEpoch < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "rate %s, factor %s, %d workers, %d warm-up epochs of %d steps",
              lr,
              factor,
              workers,
              warmUpEpochs,
              stepsPerEpoch));
    }
    this.lr = lr;
    this.steps = List.copyOf(steps);
    this.factor = factor;
    this.scaling = Objects.requireNonNull(scaling, "scaling");
    this.workers = workers;
    this.warmUpEpochs = warmUpEpochs;
    this.stepsPerEpoch = stepsPerEpoch;
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    double rate = lr;
    for (int step : steps) {
      rate = epoch >= step ? rate * factor : rate;
    }
    return rate * scale(iteration);
  }

  private double scale(int iteration) {
    double full = scaling.factor(workers);
    long warmUp = (long) warmUpEpochs * stepsPerEpoch;
    return iteration >= warmUp ? full : 1 + (full - 1) * iteration / warmUp;
  }

  /** Itself: it cannot change. */
  @Override
  public ISchedule clone() {
    return this;
  }

  public double getLr() {
    return lr;
  }

  public List<Integer> getSteps() {
    return steps;
  }

  public double getFactor() {
    return factor;
  }

  public LrScaling getScaling() {
    return scaling;
  }

  public int getWorkers() {
    return workers;
  }

  public int getWarmUpEpochs() {
    return warmUpEpochs;
  }

  public int getStepsPerEpoch() {
    return stepsPerEpoch;
  }

  private List<Object> identity() {
    return List.of(lr, steps, factor, scaling, workers, warmUpEpochs, stepsPerEpoch);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LrSchedule that && identity().equals(that.identity());
  }

  @Override
  public int hashCode() {
    return identity().hashCode();
  }

  @Override
  public String toString() {
    return "LrSchedule" + identity();
  }
}
