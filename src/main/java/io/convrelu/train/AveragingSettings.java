package io.convrelu.train;

import io.convrelu.conf.SettingsReader;
import io.convrelu.train.averaging.StatisticsAveraging;
import java.io.Serializable;

/**
 * How workers are averaged: the keys of section {@code train} that docs/AVERAGING.md explains.
 *
 * @param period local steps between two averagings
 * @param postLocalEpoch epoch, counted from 0, from which the period counts; before it workers are
 *     averaged after every step (post-local SGD: Lin et al. 2020)
 * @param outerMomentum β of SlowMo (Wang et al. 2020); 0 for none
 * @param outerLr α of SlowMo
 * @param momentum what becomes of workers' momentum
 * @param statistics how running statistics of batch normalization are averaged
 * @param nonFinite what is done about a worker that diverges
 */
public record AveragingSettings(
    AveragingPeriod period,
    int postLocalEpoch,
    double outerMomentum,
    double outerLr,
    MomentumAveraging momentum,
    StatisticsAveraging statistics,
    NonFinitePolicy nonFinite)
    implements Serializable {

  /**
   * @param workers on which the default of the period depends
   */
  static AveragingSettings read(SettingsReader reader, int workers) {
    return new AveragingSettings(
        AveragingPeriod.read(reader, "train.averaging-period", workers),
        reader.integer("train.post-local-epoch", 0, 0, 100_000),
        reader.real("train.outer-momentum", 0, 0, 0.9999),
        reader.real("train.outer-lr", 1, 1e-6, 1000),
        reader.choice("train.momentum-averaging", MomentumAveraging.AVERAGED),
        reader.choice("train.bn-averaging", StatisticsAveraging.POOLED),
        reader.choice("train.non-finite", NonFinitePolicy.FAIL));
  }

  /** The period of an epoch, counted from 0. */
  AveragingPeriod periodAt(int epoch) {
    return epoch < postLocalEpoch ? AveragingPeriod.EVERY_STEP : period;
  }
}
