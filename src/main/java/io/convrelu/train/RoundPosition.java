package io.convrelu.train;

import java.io.Serializable;

/**
 * Where in a training a round stands.
 *
 * @param epoch from 0
 * @param round of the epoch, from 0
 * @param firstStep of the round in its epoch, from 0
 * @param steps of the round; a worker whose share ends earlier takes fewer
 * @param iteration steps before this round since the start of the training
 */
record RoundPosition(int epoch, int round, int firstStep, int steps, int iteration)
    implements Serializable {}
