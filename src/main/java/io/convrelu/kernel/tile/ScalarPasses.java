package io.convrelu.kernel.tile;

import static io.convrelu.kernel.tile.Layout.BLOCK;

import io.convrelu.kernel.ConvShape;

/**
 * {@link TilePasses} in plain loops, for JVMs without the module jdk.incubator.vector and CPUs
 * without AVX2. Nothing of that module is reached from here.
 */
public final class ScalarPasses implements TilePasses {

  private final ScalarActivations activations = new ScalarActivations();
  private final ScalarSums sums = new ScalarSums();
  private final ScalarCopies copies = new ScalarCopies();
  private final ScalarPooling pooling = new ScalarPooling();
  private final ScalarTexts texts = new ScalarTexts();
  private final float[] x = Strip.array();
  private final float[] y = Strip.array();
  private final float[] origin = Strip.array();
  private final float[] sum = Strip.array();
  private final float[] squares = Strip.array();

  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public TilePooling pooling() {
    return pooling;
  }

  @Override
  public TapPanel panel() {
    return new ScalarPanel();
  }

  @Override
  public TileTexts texts() {
    return texts;
  }

  @Override
  public TilePatches patches(ConvShape shape) {
    return new ScalarPatches(shape);
  }

  @Override
  public void activate(Region from, Region to, Tile tile, ChannelFunction function) {
    activations.activate(from, to, tile, function);
  }

  @Override
  public void differentiate(
      Region from,
      Region gradient,
      Region to,
      Tile tile,
      ChannelFunction function,
      float[] centre,
      GradientSums sums,
      Write write) {
    activations.differentiate(from, gradient, to, tile, function, centre, sums, write);
  }

  @Override
  public void activateSum(
      Region from, Region addend, float[] addendScale, Region to, Tile tile, ChannelFunction f) {
    sums.activate(from, addend, addendScale, to, tile, f);
  }

  @Override
  public void differentiateSum(
      Operand from, Operand addend, Region dy, Tile tile, ChannelFunction f, GradientSums total) {
    sums.differentiate(from, addend, dy, tile, f, total);
  }

  @Override
  public void moments(Region from, Tile tile, int channels, int first, Moments moments) {
    int size = tile.pixels() * BLOCK;
    for (int block = 0; block < tile.blocks(); block++) {
      int lanes = Math.min(BLOCK, channels - block * BLOCK);
      for (int image = 0; image < tile.images(); image++) {
        long at = from.at(image, block, tile.pixels());
        from.memory().read(at, x, BLOCK);
        Strip.repeat(x, 0, origin);
        java.util.Arrays.fill(sum, 0f);
        java.util.Arrays.fill(squares, 0f);
        for (int i = 0; i < size; i += Strip.SIZE) {
          int count = Math.min(Strip.SIZE, size - i);
          from.memory().read(at + i, x, count);
          addSquares(count);
        }
        for (int lane = 0; lane < lanes; lane++) {
          moments.add(
              first + block * BLOCK + lane,
              tile.pixels(),
              origin[lane],
              Strip.sum(sum, lane),
              Strip.sum(squares, lane));
        }
      }
    }
  }

  private void addSquares(int count) {
    for (int i = 0; i < count; i++) {
      float v = x[i] - origin[i];
      sum[i] += v;
      squares[i] += v * v;
    }
  }

  @Override
  public void place(Region from, Region to, Tile tile, int channels, int first) {
    copies.place(from, to, tile, channels, first);
  }

  @Override
  public void gather(
      Region from,
      Region values,
      Region to,
      Tile tile,
      int channels,
      int first,
      Correction correction) {
    copies.gather(from, values, to, tile, channels, first, correction);
  }

  @Override
  public void add(NativeFloats from, NativeFloats acc, int count) {
    add(from, 0, acc, 0, count);
  }

  @Override
  public void add(NativeFloats from, int fromAt, NativeFloats acc, int accAt, int count) {
    for (int at = 0; at < count; at += Strip.SIZE) {
      int part = Math.min(Strip.SIZE, count - at);
      from.read(fromAt + at, x, part);
      acc.read(accAt + at, y, part);
      for (int i = 0; i < part; i++) {
        y[i] += x[i];
      }
      acc.write(accAt + at, y, part);
    }
  }
}
