package io.convrelu.kernel.tile;

import io.convrelu.kernel.ConvShape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * ConvReLU on tiles: patches are raised to their thresholds while they are spread out in the
 * second-level cache, and then it is a 1×1 convolution. Spreading costs one maximum, one load and
 * one store for D multiply-adds. Belongs to one thread at a time.
 */
public final class TileConvRelu implements AutoCloseable {

  /** Bytes of patches that leave room for input and output in 1 MiB of L2. */
  private static final int PATCH_BYTES = 448 * 1024;

  /** The same where the weights are larger than L2: more positions share a pass over them. */
  private static final int WIDE_PATCH_BYTES = 2048 * 1024;

  private static final int WIDE_WEIGHT_BYTES = 1024 * 1024;

  private final ConvShape shape;
  private final TilePatches passes;
  private final int rows;
  private final int images;
  private final float[] thresholds;
  private final float[] thresholdPart;
  private final double[] thresholdGradient;
  private final float[] weights;
  private final float[] weightGradient;
  private final TileConvolutions products;
  private final NativeFloats patches;
  private final NativeFloats patchGradient;
  private final NativeFloats part;

  public TileConvRelu(TileEngine engine, ConvShape shape) {
    this.shape = shape;
    passes = engine.passes().patches(shape);
    int patchBlocks = Layout.blocks(shape.channels()) * shape.kernelHeight() * shape.kernelWidth();
    int rowBytes = patchBlocks * shape.outWidth() * Layout.LINE;
    int channels = patchBlocks * Layout.BLOCK;
    boolean wide = shape.outChannels() * channels * Float.BYTES > WIDE_WEIGHT_BYTES;
    int bytes = wide ? WIDE_PATCH_BYTES : PATCH_BYTES;
    rows = largestDivisor(shape.outHeight(), Math.max(1, bytes / rowBytes));
    images = rows == shape.outHeight() ? Math.max(1, bytes / (rowBytes * shape.outHeight())) : 1;
    thresholds = new float[channels];
    thresholdPart = new float[channels];
    thresholdGradient = new double[channels];
    weights = new float[shape.outChannels() * channels];
    weightGradient = new float[shape.outChannels() * channels];
    products =
        new TileConvolutions(
            engine,
            new ConvShape(channels, rows, shape.outWidth(), shape.outChannels(), 1, 1, 1, 1, 0, 0));
    patches = new NativeFloats(patchFloats());
    patchGradient = new NativeFloats(patchFloats());
    part = new NativeFloats(partFloats());
  }

  private long patchFloats() {
    return (long) images * thresholds.length * rows * shape.outWidth();
  }

  private long partFloats() {
    return (long) images * Layout.padded(shape.outChannels()) * rows * shape.outWidth();
  }

  /**
   * What it takes in native memory when batches are cut into tiles of these sizes.
   *
   * @param sizes images of a tile
   */
  public List<ConvolutionMemory> memory(Collection<Integer> sizes) {
    Set<Integer> parts = new TreeSet<>();
    for (int size : sizes) {
      parts.add(Math.min(size, images));
      if (size % images > 0) {
        parts.add(size % images);
      }
    }
    List<ConvolutionMemory> memory = new ArrayList<>(products.memory(parts));
    memory.add(ConvolutionMemory.owning(patchFloats(), patchFloats(), partFloats()));
    return memory;
  }

  private static int largestDivisor(int number, int limit) {
    int divisor = Math.min(number, limit);
    while (number % divisor != 0) {
      divisor--;
    }
    return divisor;
  }

  private TileConvolution product(int n) {
    if (products.has(n)) {
      return products.of(n);
    }
    TileConvolution made = products.of(n);
    made.loadWeights(weights, 0);
    return made;
  }

  /** Takes w {@code [D, C, k_h, k_w]} and θ {@code [C, k_h, k_w]} from positions of an array. */
  public void load(float[] values, int weightsAt, int thresholdsAt) {
    int patch = shape.patchSize();
    for (int q = 0; q < patch; q++) {
      int channel = patchChannel(q);
      // A threshold of −0 becomes 0.
      thresholds[channel] = values[thresholdsAt + q] + 0f;
      for (int d = 0; d < shape.outChannels(); d++) {
        weights[d * thresholds.length + channel] = values[weightsAt + d * patch + q];
      }
    }
    products.trim();
    products.all().forEach(product -> product.loadWeights(weights, 0));
  }

  /** Patch channel of entry q = (c·k_h + a)·k_w + b. */
  private int patchChannel(int q) {
    int positions = shape.kernelHeight() * shape.kernelWidth();
    return q % positions * Layout.padded(shape.channels()) + q / positions;
  }

  /** Overwrites y for so many images. Positions are those of the first image. */
  public void forward(int count, NativeFloats x, int xAt, NativeFloats y, int yAt) {
    forEachPart(
        count,
        xAt,
        (n, at, yFrom) -> {
          pack(n, at, x);
          if (dense()) {
            product(n).forward(patches, 0, y, yAt + yFrom);
          } else {
            product(n).forward(patches, 0, part, 0);
            copyRows(part, y, yAt + yFrom, Direction.OUT);
          }
        });
  }

  /** Overwrites dx and adds to the gradients of weights and thresholds. */
  public void backward(
      int count, NativeFloats x, int xAt, NativeFloats dy, int dyAt, NativeFloats dx, int dxAt) {
    dx.clear(dxAt, count * imageSize());
    forEachPart(
        count,
        xAt,
        (n, at, yFrom) -> {
          pack(n, at, x);
          NativeFloats gradient = dy;
          int gradientAt = dyAt + yFrom;
          if (!dense()) {
            copyRows(part, dy, dyAt + yFrom, Direction.IN);
            gradient = part;
            gradientAt = 0;
          }
          product(n).backwardWeights(patches, 0, gradient, gradientAt);
          product(n).backwardData(gradient, gradientAt, patchGradient, 0);
          for (int i = 0; i < n; i++) {
            TilePatches.Rows one = image(at, i);
            int to = one.image() - xAt + dxAt;
            passes.unpack(patchGradient, x, dx, to, one, thresholds, thresholdPart);
          }
          for (int q = 0; q < thresholdPart.length; q++) {
            thresholdGradient[q] += thresholdPart[q];
            thresholdPart[q] = 0;
          }
        });
  }

  private void pack(int n, TilePatches.Rows at, NativeFloats x) {
    for (int i = 0; i < n; i++) {
      passes.pack(x, patches, image(at, i), thresholds);
    }
  }

  private TilePatches.Rows image(TilePatches.Rows first, int i) {
    int patchSize = thresholds.length * rows * shape.outWidth();
    return new TilePatches.Rows(
        first.image() + i * imageSize(), first.firstRow(), rows, first.patches() + i * patchSize);
  }

  private int imageSize() {
    return Layout.padded(shape.channels()) * shape.height() * shape.width();
  }

  /** Whether the results of one part lie side by side. */
  private boolean dense() {
    return rows == shape.outHeight() || shape.outChannels() <= Layout.BLOCK;
  }

  private enum Direction {
    IN,
    OUT
  }

  private void copyRows(NativeFloats rowsOnly, NativeFloats whole, int at, Direction direction) {
    int count = rows * shape.outWidth() * Layout.BLOCK;
    int plane = shape.outHeight() * shape.outWidth() * Layout.BLOCK;
    for (int block = 0; block < Layout.blocks(shape.outChannels()); block++) {
      if (direction == Direction.OUT) {
        whole.copyFrom(rowsOnly, block * count, at + block * plane, count);
      } else {
        rowsOnly.copyFrom(whole, at + block * plane, block * count, count);
      }
    }
  }

  private interface Part {
    void run(int images, TilePatches.Rows at, int resultAt);
  }

  private void forEachPart(int count, int xAt, Part action) {
    int resultSize = Layout.padded(shape.outChannels()) * shape.outHeight() * shape.outWidth();
    for (int image = 0; image < count; image += images) {
      int n = Math.min(images, count - image);
      for (int row = 0; row < shape.outHeight(); row += rows) {
        action.run(
            n,
            new TilePatches.Rows(xAt + image * imageSize(), row, rows, 0),
            image * resultSize + row * shape.outWidth() * Layout.BLOCK);
      }
    }
  }

  /** Writes the gradients of all tiles, in the order of {@link #load}, and begins at 0 again. */
  public void store(float[] gradients, int weightsAt, int thresholdsAt) {
    java.util.Arrays.fill(weightGradient, 0);
    products.all().forEach(product -> product.storeWeightGradient(weightGradient, 0));
    int patch = shape.patchSize();
    for (int q = 0; q < patch; q++) {
      int channel = patchChannel(q);
      gradients[thresholdsAt + q] = (float) thresholdGradient[channel];
      for (int d = 0; d < shape.outChannels(); d++) {
        gradients[weightsAt + d * patch + q] = weightGradient[d * thresholds.length + channel];
      }
    }
    java.util.Arrays.fill(thresholdGradient, 0);
  }

  @Override
  public void close() {
    products.close();
    patches.close();
    patchGradient.close();
    part.close();
  }
}
