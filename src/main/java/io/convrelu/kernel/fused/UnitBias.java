package io.convrelu.kernel.fused;

import io.convrelu.kernel.Form;
import io.convrelu.kernel.tile.ChannelFunction;
import io.convrelu.kernel.tile.Layout;
import io.convrelu.kernel.tile.Moments;
import io.convrelu.kernel.tile.Region;
import io.convrelu.kernel.tile.Tile;
import io.convrelu.kernel.tile.TilePasses;
import java.util.Arrays;

/**
 * The bias of a unit's convolution: a pass over results that are still in cache, and on the way
 * back their sums a channel.
 */
final class UnitBias {

  private final TilePasses passes;
  private final int at;
  private final int outputs;
  private final ChannelFunction plusBias;
  private final Moments gradient;

  /**
   * @param at offset in the parameters
   */
  UnitBias(TilePasses passes, int at, int outputs) {
    this.passes = passes;
    this.at = at;
    this.outputs = outputs;
    int padded = Layout.padded(outputs);
    float[] ones = new float[padded];
    Arrays.fill(ones, 1f);
    plusBias =
        new ChannelFunction(
            Form.IDENTITY, ones, new float[padded], new float[padded], new float[padded], 1f);
    gradient = new Moments(outputs);
  }

  void load(float[] parameters) {
    System.arraycopy(parameters, at, plusBias.shift(), 0, outputs);
  }

  /** The bias a channel; those that fill the last block have 0. */
  float[] values() {
    return plusBias.shift();
  }

  /** Adds the bias in place. */
  void addTo(Region results, Tile tile) {
    passes.activate(results, results, tile, plusBias);
  }

  /** Takes the gradient of some results. */
  void collect(Region gradients, Tile tile) {
    passes.moments(gradients, tile, outputs, 0, gradient);
  }

  /** Writes the gradient and begins at 0 again. */
  void store(float[] gradients) {
    for (int d = 0; d < outputs; d++) {
      gradients[at + d] = (float) (gradient.mean(d) * gradient.count(d));
    }
    gradient.clear(0, outputs);
  }
}
