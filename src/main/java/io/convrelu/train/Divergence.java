package io.convrelu.train;

import java.io.Serializable;
import java.util.Locale;

/**
 * A loss that became NaN or infinite. An outcome, not an error.
 *
 * @param epoch from 1
 * @param step of the epoch, from 1
 * @param worker from 0
 * @param layer the first layer, in the order of evaluation, that is not finite
 * @param lastHealthyLoss loss of that worker's last step before; NaN when the first step of its
 *     round was already bad
 */
public record Divergence(int epoch, int step, int worker, String layer, double lastHealthyLoss)
    implements Serializable {

  /** One line for people. */
  public String message() {
    return String.format(
        Locale.ROOT,
        "loss became NaN or infinite at epoch %d, step %d, worker %d, layer '%s'; last healthy loss"
            + " %s; try a smaller train.lr",
        epoch,
        step,
        worker,
        layer,
        Double.isNaN(lastHealthyLoss)
            ? "none (the first step)"
            : String.format(Locale.ROOT, "%.4f", lastHealthyLoss));
  }
}
