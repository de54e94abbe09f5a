package io.convrelu.kernel.dnnl;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import io.convrelu.kernel.ConvShape;
import io.convrelu.kernel.tile.ConvolutionMemory;
import io.convrelu.kernel.tile.Layout;
import io.convrelu.kernel.tile.NativeFloats;
import io.convrelu.kernel.tile.TileConvolution;
import io.convrelu.kernel.tile.TilePasses;
import org.bytedeco.dnnl.memory;

/**
 * {@link TileConvolution} by oneDNN. Channels are padded to whole blocks with zero weights: a tail
 * in the inner loop would cost more than the wasted multiplications. oneDNN wants weights in three
 * layouts (forward, data gradient, weight gradient); it chooses them.
 */
final class OneDnnConvolution implements TileConvolution {

  private final ConvShape shape;
  private final TilePasses passes;
  private final Execution forward;
  private final Execution backwardData;
  private final Execution backwardWeights;
  private final WeightLayout forwardWeights;
  private final WeightLayout dataWeights;
  private final WeightLayout gradient;
  private final NativeFloats forwardBlocked;
  private final NativeFloats dataBlocked;
  private final NativeFloats gradientSum;
  private final EngineScratch scratch;
  private final int plainPatch;
  private boolean hasGradient;

  OneDnnConvolution(
      TilePasses passes, EngineScratch scratch, ConvShape shape, ConvolutionPrimitives build) {
    this.shape = shape;
    this.passes = passes;
    this.scratch = scratch;
    plainPatch = build.inputs() * shape.kernelHeight() * shape.kernelWidth();
    memory.desc plainLayout = build.plainWeights();
    forwardWeights = new WeightLayout(build.oneDnn(), plainLayout, build.forward().weights_desc());
    dataWeights = new WeightLayout(build.oneDnn(), plainLayout, build.data().weights_desc());
    gradient = new WeightLayout(build.oneDnn(), plainLayout, build.weights().diff_weights_desc());
    ConvolutionMemory memory = build.memory();
    forwardBlocked = new NativeFloats(memory.own().get(0));
    dataBlocked = new NativeFloats(memory.own().get(1));
    gradientSum = new NativeFloats(memory.own().get(2));
    scratch.reserve(memory);
    forward =
        build.execution(
            build.forward(),
            new int[] {DNNL_ARG_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_DST, DNNL_ARG_SCRATCHPAD},
            build.source(),
            build.forward().weights_desc(),
            build.target(),
            build.forward().scratchpad_desc());
    backwardData =
        build.execution(
            build.data(),
            new int[] {DNNL_ARG_DIFF_DST, DNNL_ARG_WEIGHTS, DNNL_ARG_DIFF_SRC, DNNL_ARG_SCRATCHPAD},
            build.target(),
            build.data().weights_desc(),
            build.source(),
            build.data().scratchpad_desc());
    backwardWeights =
        build.execution(
            build.weights(),
            new int[] {DNNL_ARG_SRC, DNNL_ARG_DIFF_WEIGHTS, DNNL_ARG_DIFF_DST, DNNL_ARG_SCRATCHPAD},
            build.source(),
            build.weights().diff_weights_desc(),
            build.target(),
            build.weights().scratchpad_desc());
    forward.bind(1, forwardBlocked, 0);
    backwardData.bind(1, dataBlocked, 0);
  }

  @Override
  public void loadWeights(float[] values, int position) {
    int patch = shape.patchSize();
    int paddedPatch = plainPatch;
    NativeFloats plain = scratch.plainWeights();
    if (paddedPatch > patch || Layout.padded(shape.outChannels()) > shape.outChannels()) {
      // What fills the last blocks must be 0.
      plain.clear(0, Layout.padded(shape.outChannels()) * paddedPatch);
    }
    for (int d = 0; d < shape.outChannels(); d++) {
      plain.floats((long) d * paddedPatch, patch).put(values, position + d * patch, patch);
    }
    forwardWeights.load(plain, forwardBlocked);
    dataWeights.load(plain, dataBlocked);
  }

  @Override
  public void forward(NativeFloats x, int xAt, NativeFloats y, int yAt) {
    forward.bind(0, x, xAt).bind(2, y, yAt).bind(3, scratch.working(), 0).run();
  }

  @Override
  public void backwardData(NativeFloats dy, int dyAt, NativeFloats dx, int dxAt) {
    backwardData.bind(0, dy, dyAt).bind(2, dx, dxAt).bind(3, scratch.working(), 0).run();
  }

  @Override
  public void backwardWeights(NativeFloats x, int xAt, NativeFloats dy, int dyAt) {
    // The first tile writes the sum itself.
    NativeFloats part = hasGradient ? scratch.gradientPart() : gradientSum;
    backwardWeights
        .bind(0, x, xAt)
        .bind(1, part, 0)
        .bind(2, dy, dyAt)
        .bind(3, scratch.working(), 0)
        .run();
    if (hasGradient) {
      passes.add(part, gradientSum, gradient.size());
    }
    hasGradient = true;
  }

  @Override
  public void storeWeightGradient(float[] values, int position) {
    if (!hasGradient) {
      return;
    }
    hasGradient = false;
    NativeFloats plain = scratch.plainWeights();
    gradient.unload(gradientSum, plain);
    int patch = shape.patchSize();
    float[] row = new float[patch];
    for (int d = 0; d < shape.outChannels(); d++) {
      plain.floats((long) d * plainPatch, patch).get(0, row);
      int at = position + d * patch;
      for (int i = 0; i < patch; i++) {
        values[at + i] += row[i];
      }
    }
  }

  @Override
  public void close() {
    forward.close();
    backwardData.close();
    backwardWeights.close();
    forwardWeights.close();
    dataWeights.close();
    gradient.close();
    forwardBlocked.close();
    dataBlocked.close();
    gradientSum.close();
  }
}
