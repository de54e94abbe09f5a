package io.convrelu.kernel.tile;

import static io.convrelu.kernel.tile.Layout.BLOCK;

import java.util.Arrays;

/** {@link ChannelFunction} and its derivative in plain loops. */
final class ScalarActivations {

  private final ScalarFunction function = new ScalarFunction();
  private final float[] x = Strip.array();
  private final float[] z = Strip.array();
  private final float[] dy = Strip.array();
  private final float[] dx = Strip.array();
  private final float[] g = Strip.array();
  private final float[] scale = Strip.array();
  private final float[] shift = Strip.array();
  private final float[] centre = Strip.array();
  private final float[] sum = Strip.array();
  private final float[] sumX = Strip.array();

  private void load(ChannelFunction f, int block) {
    Strip.repeat(f.scale(), block * BLOCK, scale);
    Strip.repeat(f.shift(), block * BLOCK, shift);
    function.load(f, block);
  }

  void activate(Region from, Region to, Tile tile, ChannelFunction f) {
    int size = tile.pixels() * BLOCK;
    for (int block = 0; block < tile.blocks(); block++) {
      load(f, block);
      for (int image = 0; image < tile.images(); image++) {
        long xAt = from.at(image, block, tile.pixels());
        long yAt = to.at(image, block, tile.pixels());
        for (int i = 0; i < size; i += Strip.SIZE) {
          int count = Math.min(Strip.SIZE, size - i);
          from.memory().read(xAt + i, x, count);
          affine(count);
          function.activate(f, z, count);
          to.memory().write(yAt + i, z, count);
        }
      }
    }
  }

  private void affine(int count) {
    for (int i = 0; i < count; i++) {
      z[i] = x[i] * scale[i] + shift[i];
    }
  }

  void differentiate(
      Region from,
      Region gradient,
      Region to,
      Tile tile,
      ChannelFunction f,
      float[] centres,
      GradientSums sums,
      TilePasses.Write write) {
    int size = tile.pixels() * BLOCK;
    for (int block = 0; block < tile.blocks(); block++) {
      load(f, block);
      Strip.repeat(centres, block * BLOCK, centre);
      for (int image = 0; image < tile.images(); image++) {
        long xAt = from.at(image, block, tile.pixels());
        long dyAt = gradient.at(image, block, tile.pixels());
        long dxAt = to.at(image, block, tile.pixels());
        for (int i = 0; i < size; i += Strip.SIZE) {
          int count = Math.min(Strip.SIZE, size - i);
          from.memory().read(xAt + i, x, count);
          gradient.memory().read(dyAt + i, dy, count);
          affine(count);
          function.differentiate(f, z, dy, g, count);
          switch (write) {
            case OVERWRITE -> Arrays.fill(dx, 0, count, 0f);
            case ADD -> to.memory().read(dxAt + i, dx, count);
          }
          addUp(count);
          to.memory().write(dxAt + i, dx, count);
        }
      }
      addTo(sums, block * BLOCK);
    }
  }

  private void addUp(int count) {
    for (int i = 0; i < count; i++) {
      sum[i] += g[i];
      sumX[i] += (x[i] - centre[i]) * g[i];
      dx[i] += g[i] * scale[i];
    }
  }

  private void addTo(GradientSums sums, int channel) {
    for (int lane = 0; lane < BLOCK; lane++) {
      sums.gradient()[channel + lane] += Strip.sum(sum, lane);
      sums.gradientTimesInput()[channel + lane] += Strip.sum(sumX, lane);
    }
    Arrays.fill(sum, 0f);
    Arrays.fill(sumX, 0f);
    function.addTo(sums, channel);
  }
}
