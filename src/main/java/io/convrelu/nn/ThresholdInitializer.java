package io.convrelu.nn;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gives thresholds their first values, from ND4J's random generator, which a network seeds when it
 * is initialized: the same seed gives the same thresholds.
 *
 * <ul>
 *   <li>ZERO: 0.
 *   <li>RANDOM: Gaussian, mean 0, with the configured standard deviation.
 *   <li>GLOROT: uniform on [−a, a] with a = √(6 / (n_in + n_out)), so that the variance is 2 /
 *       (n_in + n_out). The paper's n_in and n_out are numbers of channels: kernel positions are
 *       not counted. An AdaReLU has as many output as input channels.
 * </ul>
 */
public final class ThresholdInitializer {

  private ThresholdInitializer() {}

  /** Fills a view of thresholds in row-major order. */
  public static void fill(
      INDArray thresholds, ThresholdOptions options, long channelsIn, long channelsOut) {
    Random random = Nd4j.getRandom();
    double limit = Math.sqrt(6.0 / (channelsIn + channelsOut));
    INDArray flat = thresholds.reshape(thresholds.length());
    for (long i = 0; i < flat.length(); i++) {
      flat.putScalar(
          i,
          switch (options.getInit()) {
            case ZERO -> 0;
            case RANDOM -> options.getDeviation() * random.nextGaussian();
            case GLOROT -> limit * (2 * random.nextDouble() - 1);
          });
    }
  }
}
