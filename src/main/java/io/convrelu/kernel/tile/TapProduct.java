package io.convrelu.kernel.tile;

import static io.convrelu.kernel.tile.Layout.BLOCK;
import static io.convrelu.kernel.tile.TapPanel.DEPTH;
import static io.convrelu.kernel.tile.TapPanel.ROWS;
import static io.convrelu.kernel.tile.TapPanel.STEP;

import io.convrelu.kernel.tile.TapPanel.Pixels;
import io.convrelu.kernel.tile.TapPanel.Plane;

/**
 * A matrix product of weights and gathered pixels, panel by panel: entries of the inner dimension
 * are {@code (tap, channel)}. The panel stays in the second-level cache while all outputs use it.
 */
final class TapProduct {

  private final TapPanel panel;
  private final Taps taps;
  private final Plane in;
  private final Plane out;
  private final int depth;
  private final int groups;
  private final Pixels pixels = new Pixels();

  TapProduct(TapPanel panel, Taps taps, Plane in, Plane out) {
    this.panel = panel;
    this.taps = taps;
    this.in = in;
    this.out = out;
    depth = taps.kernel().length * in.blocks() * BLOCK;
    groups = out.blocks() * BLOCK / panel.lanes();
  }

  /** Where the weights of a tap from a channel to an output lie. */
  int at(int output, int tap, int channel) {
    int entry = tap * in.blocks() * BLOCK + channel;
    return (output / panel.lanes() * stride() + entry) * panel.lanes() + output % panel.lanes();
  }

  /** Weights, with what fills up. */
  int size() {
    return groups * stride() * panel.lanes();
  }

  /** Entries of a group, such that whole steps fit behind the last. */
  private int stride() {
    return (depth + STEP - 1) / STEP * STEP;
  }

  Taps taps() {
    return taps;
  }

  private interface Part {
    void run(int count);
  }

  private interface Units {
    void run(int first, int units);
  }

  private void forEachPanel(int images, int xAt, int yAt, Part action) {
    int each = taps.target().length;
    int all = images * each;
    for (int first = 0; first < all; first += ROWS) {
      int count = Math.min(ROWS, all - first);
      for (int i = 0; i < count; i++) {
        int image = (first + i) / each;
        int pixel = (first + i) % each;
        pixels.image()[i] = xAt + image * in.size();
        pixels.taps()[i] = pixel * taps.kernel().length;
        pixels.target()[i] = yAt + image * out.size() + taps.target()[pixel] * BLOCK;
      }
      action.run(count);
    }
  }

  private void forEachDepth(NativeFloats x, int count, Units action) {
    int all = depth / BLOCK;
    for (int first = 0; first < all; first += DEPTH / BLOCK) {
      int units = Math.min(DEPTH / BLOCK, all - first);
      panel.pack(x, in, taps, pixels, count, first, units);
      action.run(first, units);
    }
  }

  private int group(int group, int unit) {
    return (group * stride() + unit * BLOCK) * panel.lanes();
  }

  /** y = weights · x, where this product's pixels lie. */
  void multiply(float[] weights, int images, NativeFloats x, int xAt, NativeFloats y, int yAt) {
    forEachPanel(
        images,
        xAt,
        yAt,
        count -> {
          panel.clear(groups);
          forEachDepth(
              x,
              count,
              (first, units) -> {
                for (int g = 0; g < groups; g++) {
                  panel.multiply(count, units * BLOCK, weights, group(g, first), g);
                }
              });
          panel.write(y, out, pixels, count);
        });
  }

  /** gradient += dy · xᵀ. */
  void outer(float[] gradient, int images, NativeFloats x, int xAt, NativeFloats dy, int dyAt) {
    forEachPanel(
        images,
        xAt,
        dyAt,
        count -> {
          panel.read(dy, out, pixels, count);
          forEachDepth(
              x,
              count,
              (first, units) -> {
                for (int g = 0; g < groups; g++) {
                  panel.outer(count, units * BLOCK, gradient, group(g, first), g);
                }
              });
        });
  }
}
