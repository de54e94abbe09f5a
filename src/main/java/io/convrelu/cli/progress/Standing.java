package io.convrelu.cli.progress;

import io.convrelu.sweep.trial.PlannedTrial;

/**
 * Where a trial stands after an epoch.
 *
 * @param top1 share classified right, 0 to 1
 */
record Standing(PlannedTrial trial, int epoch, double top1) {}
