package io.convrelu.kernel;

import java.util.Arrays;

/**
 * ConvReLU in tiles of a few images that stay in the L2 cache.
 *
 * <p>Trained thresholds are applied while patch entries are packed for a block of K, and the packed
 * block is multiplied; the gradient of a packed block is scattered back, to the input where it was
 * above its threshold and to the threshold elsewhere. When all thresholds are the same and at most
 * 0 (a plain convolution, a convolution of ReLU, ConvReLU before its first step), they are applied
 * to the image once, nothing is packed, and padding stays 0.
 */
final class TiledConvRelu implements ConvReluKernel {

  /** Patch entries that are packed together for the forward product. */
  private static final int FORWARD_BLOCK = 96;

  /** Patch entries that are packed together for the gradient of the weights. */
  private static final int WEIGHT_BLOCK = 48;

  /** Patch entries and positions whose gradients are scattered together. */
  private static final int SCATTER_BLOCK = 96;

  private static final int SCATTER_POSITIONS = 288;

  private final ConvShape shape;
  private final TileArithmetic arithmetic;
  private final PlaneLayout layout;
  private final float[] planes;
  private final float[] outputs;
  private final TileWeights weights;
  private final Scratch scratch = new Scratch();

  TiledConvRelu(ConvShape shape, TileArithmetic arithmetic) {
    this.shape = shape;
    this.arithmetic = arithmetic;
    this.layout = new PlaneLayout(shape, arithmetic.granularity());
    this.planes = new float[layout.planesSize()];
    this.outputs = new float[PackedMatrix.paddedRows(shape.outChannels()) * layout.outputStride()];
    this.weights = new TileWeights(shape, layout);
  }

  @Override
  public int preferredBatch() {
    return layout.images();
  }

  @Override
  public void load(float[] w, float[] threshold, float[] bias) {
    weights.load(w, threshold, bias);
  }

  @Override
  public void forward(int batch, float[] x, float[] y) {
    for (int n = 0; n < batch; n += layout.images()) {
      int images = Math.min(layout.images(), batch - n);
      int from = n * shape.inputSize();
      if (!arithmetic.isFinite(x, from, images * shape.inputSize())) {
        throw new NonFiniteValueException("x");
      }
      copyIn(images, x, from);
      forwardTile(images);
      layout.copyOutputs(images, outputs, y, n * shape.outputSize());
    }
  }

  @Override
  public void backward(
      int batch, float[] x, float[] dy, float[] dx, float[] dw, float[] dThreshold, float[] dBias) {
    float[] gradients = scratch.gradients(outputs.length);
    for (int n = 0; n < batch; n += layout.images()) {
      int images = Math.min(layout.images(), batch - n);
      int from = n * shape.outputSize();
      layout.copyGradients(images, dy, from, gradients);
      if (dBias.length > 0) {
        addBiasGradient(images, dy, from, dBias);
      }
      copyIn(images, x, n * shape.inputSize());
      if (dw.length > 0) {
        addWeightGradient(images, gradients, dw);
      }
      if (dx.length == 0 && dThreshold.length == 0) {
        continue;
      }
      float[] planeGradients = scratch.planeGradients(planes.length);
      Arrays.fill(planeGradients, 0);
      if (weights.isUniform() && dThreshold.length == 0) {
        correlate(images, gradients, planeGradients);
      } else {
        scatter(images, gradients, planeGradients, dThreshold);
      }
      if (dx.length > 0) {
        layout.copyOut(images, planeGradients, dx, n * shape.inputSize());
      }
    }
  }

  private void copyIn(int images, float[] x, int from) {
    layout.copyIn(images, x, from, planes);
    if (weights.isUniform() && weights.uniform() != Float.NEGATIVE_INFINITY) {
      arithmetic.clamp(planes, planes.length, weights.uniform());
    }
  }

  private void forwardTile(int images) {
    int positions = layout.outputPositions(images);
    int stride = layout.outputStride();
    for (int d = 0; d < shape.outChannels(); d++) {
      int line = d * stride + layout.front();
      Arrays.fill(outputs, line, line + positions, weights.bias(d));
    }
    PackedMatrix matrix = weights.forward();
    int depth = shape.patchSize();
    if (weights.isUniform()) {
      multiplyForward(matrix, 0, depth, planes, layout.offsets(), 0, positions);
      return;
    }
    int columnStride = columnStride(positions);
    float[] column = scratch.column(FORWARD_BLOCK, columnStride);
    int[] lines = scratch.lines(FORWARD_BLOCK, columnStride);
    for (int k0 = 0; k0 < depth; k0 += FORWARD_BLOCK) {
      int k1 = Math.min(depth, k0 + FORWARD_BLOCK);
      pack(k0, k1, positions, column, columnStride);
      multiplyForward(matrix, k0, k1, column, lines, 0, positions);
    }
  }

  private void multiplyForward(
      PackedMatrix matrix, int k0, int k1, float[] x, int[] offsets, int first, int positions) {
    arithmetic.multiply(
        matrix,
        0,
        matrix.groups(),
        k0,
        k1,
        x,
        0,
        offsets,
        first,
        outputs,
        layout.front(),
        layout.outputStride(),
        positions);
  }

  private void pack(int k0, int k1, int positions, float[] column, int columnStride) {
    arithmetic.pack(
        planes, 0, layout.offsets(), weights.thresholds(), k0, k1, positions, column, columnStride);
  }

  private void addBiasGradient(int images, float[] dy, int from, float[] dBias) {
    int size = shape.outHeight() * shape.outWidth();
    for (int n = 0; n < images; n++) {
      for (int d = 0; d < shape.outChannels(); d++) {
        dBias[d] += arithmetic.sum(dy, from + (n * shape.outChannels() + d) * size, size);
      }
    }
  }

  private void addWeightGradient(int images, float[] gradients, float[] dw) {
    int positions = layout.outputPositions(images);
    int depth = shape.patchSize();
    if (weights.isUniform()) {
      outer(planes, layout.offsets(), depth, gradients, positions, dw, 0);
      return;
    }
    int columnStride = columnStride(positions);
    float[] column = scratch.column(WEIGHT_BLOCK, columnStride);
    int[] lines = scratch.lines(WEIGHT_BLOCK, columnStride);
    for (int k0 = 0; k0 < depth; k0 += WEIGHT_BLOCK) {
      int k1 = Math.min(depth, k0 + WEIGHT_BLOCK);
      pack(k0, k1, positions, column, columnStride);
      outer(column, lines, k1 - k0, gradients, positions, dw, k0);
    }
  }

  private void outer(
      float[] x, int[] offsets, int lines, float[] gradients, int positions, float[] dw, int k0) {
    arithmetic.outer(
        x,
        0,
        offsets,
        0,
        lines,
        gradients,
        layout.front(),
        layout.outputStride(),
        shape.outChannels(),
        positions,
        dw,
        k0,
        shape.patchSize());
  }

  /** Gradient of the planes where one threshold holds everywhere: a convolution of dy. */
  private void correlate(int images, float[] gradients, float[] planeGradients) {
    int positions = layout.inputPositions(images);
    int phases = layout.phases();
    int outStride = phases * layout.planeStride();
    float[] target = scratch.paddedPlanes(shape.channels(), layout.planeStride());
    for (int phase = 0; phase < phases; phase++) {
      PackedMatrix matrix = weights.backward(phase);
      Arrays.fill(target, 0);
      arithmetic.multiply(
          matrix,
          0,
          matrix.groups(),
          0,
          weights.backwardOffsets(phase).length,
          gradients,
          layout.front(),
          weights.backwardOffsets(phase),
          0,
          target,
          0,
          layout.planeStride(),
          positions);
      for (int c = 0; c < shape.channels(); c++) {
        System.arraycopy(
            target,
            c * layout.planeStride(),
            planeGradients,
            c * outStride + phase * layout.planeStride(),
            positions);
      }
    }
    if (weights.uniform() != Float.NEGATIVE_INFINITY) {
      arithmetic.mask(planeGradients, planes, planes.length, weights.uniform());
    }
  }

  /** Gradient of the planes and of trained thresholds, patch entry by patch entry. */
  private void scatter(int images, float[] gradients, float[] planeGradients, float[] dThreshold) {
    float[] thresholdGradients =
        dThreshold.length > 0 ? dThreshold : scratch.unwanted(shape.patchSize());
    PackedMatrix matrix = weights.transposed();
    int positions = layout.outputPositions(images);
    int stride = columnStride(SCATTER_POSITIONS);
    float[] column = scratch.column(SCATTER_BLOCK, stride);
    int block = SCATTER_BLOCK / PackedMatrix.GROUP;
    for (int p = 0; p < positions; p += SCATTER_POSITIONS) {
      int count = Math.min(SCATTER_POSITIONS, positions - p);
      for (int group = 0; group < matrix.groups(); group += block) {
        int lastGroup = Math.min(matrix.groups(), group + block);
        Arrays.fill(column, 0, (lastGroup - group) * PackedMatrix.GROUP * stride, 0);
        arithmetic.multiply(
            matrix,
            group,
            lastGroup,
            0,
            shape.outChannels(),
            gradients,
            layout.front() + p,
            weights.outputLines(),
            0,
            column,
            0,
            stride,
            count);
        arithmetic.scatter(
            column,
            stride,
            group * PackedMatrix.GROUP,
            Math.min(shape.patchSize(), lastGroup * PackedMatrix.GROUP),
            planes,
            planeGradients,
            p,
            layout.offsets(),
            weights.thresholds(),
            count,
            thresholdGradients);
      }
    }
  }

  /** Distance of packed lines; a multiple of 1024 bytes would share few sets of the L1 cache. */
  private static int columnStride(int positions) {
    return positions % 256 == 0 ? positions + 16 : positions;
  }
}
