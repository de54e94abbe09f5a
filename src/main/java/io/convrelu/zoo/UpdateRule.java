package io.convrelu.zoo;

import org.nd4j.linalg.learning.config.IUpdater;

/**
 * How parameters are updated, as far as a network configuration must know it.
 *
 * @param updater with its learning-rate schedule (by epoch)
 * @param weightDecay L2 coefficient λ of weights: λ·w is added to the gradient
 * @param thresholdL2 L2 coefficient of thresholds, separate from weight decay
 * @param seed of parameter initialization and dropout
 */
public record UpdateRule(IUpdater updater, double weightDecay, double thresholdL2, long seed) {}
