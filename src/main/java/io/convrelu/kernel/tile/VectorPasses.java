package io.convrelu.kernel.tile;

import static io.convrelu.kernel.tile.Layout.BLOCK;
import static io.convrelu.kernel.tile.Layout.LINE;

import io.convrelu.kernel.ConvShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link TilePasses} through the Vector API; a block is one vector or more. */
final class VectorPasses implements TilePasses {

  static final VectorSpecies<Float> SPECIES =
      VectorShape.forBitSize(
              Math.min(FloatVector.SPECIES_PREFERRED.vectorBitSize(), LINE * Byte.SIZE))
          .withLanes(float.class);
  static final int LENGTH = SPECIES.length();
  static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private final SmoothPasses smooth = new SmoothPasses();
  private final ActivationGradients gradients = new ActivationGradients(smooth);
  private final SumPasses sums = new SumPasses(smooth);
  private final TilePooling pooling = new VectorPooling();
  private final TileTexts texts = new VectorTexts();

  /** One vector of channels of one image, from positions in bytes; c is the first channel. */
  private interface Forward {
    void run(ByteBuffer x, int xi, ByteBuffer y, int yi, int pixels, ChannelFunction f, int c);
  }

  /**
   * g where v &gt; θ, else 0. The sign of θ − v, spread over the lane, is the mask: vector masks of
   * Java 17 cost a third more. θ must not be −0.
   */
  static FloatVector whereAbove(FloatVector g, FloatVector v, FloatVector theta) {
    return theta
        .sub(v)
        .reinterpretAsInts()
        .lanewise(VectorOperators.ASHR, 31)
        .and(g.reinterpretAsInts())
        .reinterpretAsFloats();
  }

  @Override
  public String name() {
    return "vector-" + SPECIES.vectorBitSize();
  }

  @Override
  public TilePooling pooling() {
    return pooling;
  }

  @Override
  public TilePatches patches(ConvShape shape) {
    return new VectorPatches(shape);
  }

  @Override
  public TapPanel panel() {
    return new VectorPanel();
  }

  @Override
  public TileTexts texts() {
    return texts;
  }

  @Override
  public void activate(Region x, Region y, Tile tile, ChannelFunction f) {
    Forward pass =
        switch (f.form().family()) {
          case IDENTITY -> VectorPasses::affine;
          case RECTIFIED -> VectorPasses::rectify;
          case TWO_SLOPES -> VectorPasses::twoSlopes;
          case SMOOTH -> smooth::activate;
        };
    ByteBuffer from = x.memory().bytes();
    ByteBuffer to = y.memory().bytes();
    int pixels = tile.pixels();
    for (int block = 0; block < tile.blocks(); block++) {
      for (int image = 0; image < tile.images(); image++) {
        int xi = x.index(image, block, pixels);
        int yi = y.index(image, block, pixels);
        for (int lane = 0; lane < BLOCK; lane += LENGTH) {
          int c = block * BLOCK + lane;
          int xl = xi + lane * Float.BYTES;
          int yl = yi + lane * Float.BYTES;
          pass.run(from, xl, to, yl, pixels, f, c);
        }
      }
    }
  }

  private static void affine(
      ByteBuffer x, int xi, ByteBuffer y, int yi, int pixels, ChannelFunction f, int c) {
    FloatVector s = FloatVector.fromArray(SPECIES, f.scale(), c);
    FloatVector t = FloatVector.fromArray(SPECIES, f.shift(), c);
    for (int i = 0; i < pixels * LINE; i += LINE) {
      FloatVector.fromByteBuffer(SPECIES, x, xi + i, ORDER)
          .fma(s, t)
          .intoByteBuffer(y, yi + i, ORDER);
    }
  }

  private static void rectify(
      ByteBuffer x, int xi, ByteBuffer y, int yi, int pixels, ChannelFunction f, int c) {
    FloatVector s = FloatVector.fromArray(SPECIES, f.scale(), c);
    FloatVector t = FloatVector.fromArray(SPECIES, f.shift(), c);
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int i = 0; i < pixels * LINE; i += LINE) {
      FloatVector.fromByteBuffer(SPECIES, x, xi + i, ORDER)
          .fma(s, t)
          .max(zero)
          .intoByteBuffer(y, yi + i, ORDER);
    }
  }

  private static void twoSlopes(
      ByteBuffer x, int xi, ByteBuffer y, int yi, int pixels, ChannelFunction f, int c) {
    FloatVector s = FloatVector.fromArray(SPECIES, f.scale(), c);
    FloatVector t = FloatVector.fromArray(SPECIES, f.shift(), c);
    FloatVector theta = FloatVector.fromArray(SPECIES, f.threshold(), c);
    FloatVector slope = FloatVector.fromArray(SPECIES, f.slope(), c);
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int i = 0; i < pixels * LINE; i += LINE) {
      FloatVector z = FloatVector.fromByteBuffer(SPECIES, x, xi + i, ORDER).fma(s, t);
      z.sub(theta).min(zero).fma(slope, z.max(theta)).intoByteBuffer(y, yi + i, ORDER);
    }
  }

  @Override
  public void differentiate(
      Region x,
      Region dy,
      Region dx,
      Tile tile,
      ChannelFunction f,
      float[] centre,
      GradientSums sums,
      Write write) {
    gradients.differentiate(x, dy, dx, tile, f, centre, sums, write);
  }

  @Override
  public void activateSum(
      Region x, Region addend, float[] addendScale, Region y, Tile tile, ChannelFunction f) {
    sums.activate(x, addend, addendScale, y, tile, f);
  }

  @Override
  public void differentiateSum(
      Operand x, Operand addend, Region dy, Tile tile, ChannelFunction f, GradientSums total) {
    sums.differentiate(x, addend, dy, tile, f, total);
  }

  @Override
  public void moments(Region x, Tile tile, int channels, int first, Moments moments) {
    float[] part = new float[3 * BLOCK];
    ByteBuffer from = x.memory().bytes();
    for (int block = 0; block < tile.blocks(); block++) {
      int lanes = Math.min(BLOCK, channels - block * BLOCK);
      for (int image = 0; image < tile.images(); image++) {
        int index = x.index(image, block, tile.pixels());
        for (int lane = 0; lane < BLOCK; lane += LENGTH) {
          powers(from, index + lane * Float.BYTES, tile.pixels(), part, lane);
        }
        for (int lane = 0; lane < lanes; lane++) {
          moments.add(
              first + block * BLOCK + lane,
              tile.pixels(),
              part[lane],
              part[BLOCK + lane],
              part[2 * BLOCK + lane]);
        }
      }
    }
  }

  private static void powers(ByteBuffer x, int xi, int pixels, float[] part, int lane) {
    FloatVector origin = FloatVector.fromByteBuffer(SPECIES, x, xi, ORDER);
    FloatVector sum = FloatVector.zero(SPECIES);
    FloatVector squares = FloatVector.zero(SPECIES);
    FloatVector sum2 = FloatVector.zero(SPECIES);
    FloatVector squares2 = FloatVector.zero(SPECIES);
    int end = (pixels & ~1) * LINE;
    for (int i = 0; i < end; i += 2 * LINE) {
      FloatVector v = FloatVector.fromByteBuffer(SPECIES, x, xi + i, ORDER).sub(origin);
      FloatVector w = FloatVector.fromByteBuffer(SPECIES, x, xi + i + LINE, ORDER).sub(origin);
      sum = sum.add(v);
      squares = v.fma(v, squares);
      sum2 = sum2.add(w);
      squares2 = w.fma(w, squares2);
    }
    if ((pixels & 1) != 0) {
      FloatVector v = FloatVector.fromByteBuffer(SPECIES, x, xi + end, ORDER).sub(origin);
      sum = sum.add(v);
      squares = v.fma(v, squares);
    }
    origin.intoArray(part, lane);
    sum.add(sum2).intoArray(part, BLOCK + lane);
    squares.add(squares2).intoArray(part, 2 * BLOCK + lane);
  }

  @Override
  public void place(Region x, Region y, Tile tile, int channels, int first) {
    ShiftedCopies.place(x, y, tile, channels, first);
  }

  @Override
  public void gather(
      Region x, Region v, Region y, Tile tile, int channels, int first, Correction correction) {
    ShiftedCopies.gather(x, v, y, tile, channels, first, correction);
  }

  @Override
  public void add(NativeFloats x, NativeFloats acc, int count) {
    add(x, 0, acc, 0, count);
  }

  @Override
  public void add(NativeFloats x, int xAt, NativeFloats acc, int accAt, int count) {
    ByteBuffer from = x.bytes();
    ByteBuffer to = acc.bytes();
    int xi = x.index(xAt);
    int yi = acc.index(accAt);
    int end = count * Float.BYTES;
    for (int i = 0; i < end; i += LENGTH * Float.BYTES) {
      FloatVector.fromByteBuffer(SPECIES, from, xi + i, ORDER)
          .add(FloatVector.fromByteBuffer(SPECIES, to, yi + i, ORDER))
          .intoByteBuffer(to, yi + i, ORDER);
    }
  }
}
