package io.convrelu.kernel.fused;

import io.convrelu.kernel.tile.Layout;
import io.convrelu.kernel.tile.Moments;
import io.convrelu.kernel.tile.NativeFloats;
import io.convrelu.kernel.tile.Region;
import io.convrelu.kernel.tile.TilePasses.Correction;

/**
 * A map of a stage in blocked memory: values, batch moments, and on the way back the gradient.
 *
 * <p>Batch normalization's gradient is {@code s·(g − mean(g) − x̂·mean(g·x̂))}. Only {@code s·g} is
 * added up where the gradient lies; the other two terms are affine in x, so they are kept as two
 * numbers a channel and applied when the gradient is read. That saves a pass over the whole map for
 * every unit that reads it.
 */
final class FeatureMap {

  private final MapShape shape;
  private final Moments moments;
  private final Correction correction;
  private final double[] constant;
  private final double[] factor;
  private int gradientChannels;
  private boolean corrected;

  FeatureMap(MapShape shape) {
    this.shape = shape;
    moments = new Moments(shape.channels());
    // Vectors may start at any channel.
    int length = Layout.padded(shape.channels()) + Layout.BLOCK;
    correction = new Correction(new float[length], new float[length], new float[length]);
    constant = new double[length];
    factor = new double[length];
  }

  MapShape shape() {
    return shape;
  }

  Moments moments() {
    return moments;
  }

  int blocks() {
    return Layout.blocks(shape.channels());
  }

  /** Values of one image, blocked. */
  int imageSize() {
    return blocks() * shape.pixels() * Layout.BLOCK;
  }

  /** The images from one on, in memory of this map's layout. */
  Region region(NativeFloats memory, int image) {
    return new Region(memory, Math.multiplyExact(image, imageSize()), imageSize());
  }

  /** Forgets the gradient of the last step. */
  void beginBackward() {
    gradientChannels = 0;
    corrected = false;
    java.util.Arrays.fill(constant, 0);
    java.util.Arrays.fill(factor, 0);
  }

  /** Channels whose gradient has been written. */
  int gradientChannels() {
    return gradientChannels;
  }

  void gradientWritten(int channels) {
    gradientChannels = Math.max(gradientChannels, channels);
  }

  /** Adds to what the statistics of a channel contribute to its gradient. */
  void addCorrection(int channel, double constantPart, double factorPart) {
    corrected = true;
    constant[channel] += constantPart;
    factor[channel] += factorPart;
  }

  /** Whether statistics contribute to the gradient. */
  boolean corrected() {
    return corrected;
  }

  /** The corrections so far. */
  Correction correction() {
    for (int c = 0; c < shape.channels(); c++) {
      correction.constant()[c] = (float) constant[c];
      correction.factor()[c] = (float) factor[c];
      correction.centre()[c] = (float) moments.mean(c);
    }
    return correction;
  }
}
