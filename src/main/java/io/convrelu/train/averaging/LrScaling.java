package io.convrelu.train.averaging;

/** How the learning rate grows with the number of workers K. */
public enum LrScaling {
  /** Not at all. */
  NONE,
  /**
   * By K: K workers' mean gradient has K times the examples (Goyal et al. 2017, "Accurate, Large
   * Minibatch SGD: Training ImageNet in 1 Hour", the linear scaling rule).
   */
  LINEAR,
  /**
   * By √K, which keeps the variance of a step's gradient noise (Krizhevsky 2014, "One weird trick
   * for parallelizing convolutional neural networks").
   */
  SQRT;

  /** What the rate is multiplied by. */
  public double factor(int workers) {
    if (workers < 1) {
      throw new IllegalArgumentException(workers + " workers");
    }
    return switch (this) {
      case NONE -> 1;
      case LINEAR -> workers;
      case SQRT -> Math.sqrt(workers);
    };
  }
}
