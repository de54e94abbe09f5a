package io.convrelu.kernel.tile;

import static io.convrelu.kernel.tile.Layout.BLOCK;

import io.convrelu.kernel.tile.TilePasses.Operand;
import java.util.Arrays;

/** {@link ChannelFunction} of a sum and its derivatives in plain loops. */
final class ScalarSums {

  private final ScalarFunction function = new ScalarFunction();
  private final float[] x = Strip.array();
  private final float[] w = Strip.array();
  private final float[] z = Strip.array();
  private final float[] dy = Strip.array();
  private final float[] g = Strip.array();
  private final float[] gradient = Strip.array();
  private final float[] scale = Strip.array();
  private final float[] addendScale = Strip.array();
  private final float[] shift = Strip.array();
  private final float[] centre = Strip.array();
  private final float[] addendCentre = Strip.array();
  private final float[] sum = Strip.array();
  private final float[] sumX = Strip.array();
  private final float[] sumW = Strip.array();

  private void load(ChannelFunction f, float[] addendScales, int block) {
    Strip.repeat(f.scale(), block * BLOCK, scale);
    Strip.repeat(addendScales, block * BLOCK, addendScale);
    Strip.repeat(f.shift(), block * BLOCK, shift);
    function.load(f, block);
  }

  private void read(Region from, long xAt, Region addend, long wAt, int count) {
    from.memory().read(xAt, x, count);
    addend.memory().read(wAt, w, count);
    for (int i = 0; i < count; i++) {
      z[i] = x[i] * scale[i] + w[i] * addendScale[i] + shift[i];
    }
  }

  void activate(
      Region from, Region addend, float[] addendScales, Region to, Tile tile, ChannelFunction f) {
    int size = tile.pixels() * BLOCK;
    for (int block = 0; block < tile.blocks(); block++) {
      load(f, addendScales, block);
      for (int image = 0; image < tile.images(); image++) {
        long xAt = from.at(image, block, tile.pixels());
        long wAt = addend.at(image, block, tile.pixels());
        long yAt = to.at(image, block, tile.pixels());
        for (int i = 0; i < size; i += Strip.SIZE) {
          int count = Math.min(Strip.SIZE, size - i);
          read(from, xAt + i, addend, wAt + i, count);
          function.activate(f, z, count);
          to.memory().write(yAt + i, z, count);
        }
      }
    }
  }

  void differentiate(
      Operand from, Operand addend, Region dResult, Tile tile, ChannelFunction f, GradientSums to) {
    int size = tile.pixels() * BLOCK;
    for (int block = 0; block < tile.blocks(); block++) {
      load(f, addend.scale(), block);
      Strip.repeat(from.centre(), block * BLOCK, centre);
      Strip.repeat(addend.centre(), block * BLOCK, addendCentre);
      for (int image = 0; image < tile.images(); image++) {
        long xAt = from.values().at(image, block, tile.pixels());
        long wAt = addend.values().at(image, block, tile.pixels());
        long dyAt = dResult.at(image, block, tile.pixels());
        long dxAt = from.gradient().at(image, block, tile.pixels());
        long dwAt = addend.gradient().at(image, block, tile.pixels());
        for (int i = 0; i < size; i += Strip.SIZE) {
          int count = Math.min(Strip.SIZE, size - i);
          read(from.values(), xAt + i, addend.values(), wAt + i, count);
          dResult.memory().read(dyAt + i, dy, count);
          function.differentiate(f, z, dy, g, count);
          addUp(count);
          store(from, dxAt + i, scale, count);
          store(addend, dwAt + i, addendScale, count);
        }
      }
      addTo(to, block * BLOCK);
    }
  }

  private void addUp(int count) {
    for (int i = 0; i < count; i++) {
      sum[i] += g[i];
      sumX[i] += (x[i] - centre[i]) * g[i];
      sumW[i] += (w[i] - addendCentre[i]) * g[i];
    }
  }

  private void store(Operand operand, long at, float[] factor, int count) {
    NativeFloats memory = operand.gradient().memory();
    switch (operand.write()) {
      case OVERWRITE -> Arrays.fill(gradient, 0, count, 0f);
      case ADD -> memory.read(at, gradient, count);
    }
    for (int i = 0; i < count; i++) {
      gradient[i] += g[i] * factor[i];
    }
    memory.write(at, gradient, count);
  }

  private void addTo(GradientSums sums, int channel) {
    for (int lane = 0; lane < BLOCK; lane++) {
      sums.gradient()[channel + lane] += Strip.sum(sum, lane);
      sums.gradientTimesInput()[channel + lane] += Strip.sum(sumX, lane);
      sums.gradientTimesAddend()[channel + lane] += Strip.sum(sumW, lane);
    }
    for (float[] part : new float[][] {sum, sumX, sumW}) {
      Arrays.fill(part, 0f);
    }
    function.addTo(sums, channel);
  }
}
