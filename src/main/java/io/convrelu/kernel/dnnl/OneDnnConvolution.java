package io.convrelu.kernel.dnnl;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import io.convrelu.kernel.ConvShape;
import io.convrelu.kernel.tile.Layout;
import io.convrelu.kernel.tile.NativeFloats;
import io.convrelu.kernel.tile.TileConvolution;
import io.convrelu.kernel.tile.TilePasses;
import java.nio.FloatBuffer;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc;

/**
 * {@link TileConvolution} by oneDNN's direct convolutions. Channels are padded to whole blocks with
 * zero weights: a tail in the inner loop would cost more than the wasted multiplications. oneDNN
 * wants weights in three layouts (forward, data gradient, weight gradient); it chooses them.
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
  private final NativeFloats plain;
  private final NativeFloats gradientSum;
  private final NativeFloats scratch;

  OneDnnConvolution(OneDnn oneDnn, TilePasses passes, ConvShape shape, int images) {
    this.shape = shape;
    this.passes = passes;
    Primitives build = new Primitives(oneDnn, shape, images);
    memory.desc plainLayout = build.plainWeights();
    plain = new NativeFloats(plainLayout.get_size() / Float.BYTES);
    forwardWeights = WeightLayout.from(oneDnn, plainLayout, build.forward.weights_desc());
    dataWeights = WeightLayout.from(oneDnn, plainLayout, build.data.weights_desc());
    gradient = WeightLayout.to(oneDnn, build.weights.diff_weights_desc(), plainLayout);
    gradientSum = new NativeFloats(gradient.size());
    scratch = new NativeFloats(build.scratchFloats());
    forward =
        build.execution(
            new convolution_forward(build.forward),
            new int[] {DNNL_ARG_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_DST, DNNL_ARG_SCRATCHPAD},
            build.source,
            build.forward.weights_desc(),
            build.target,
            build.forward.scratchpad_desc());
    backwardData =
        build.execution(
            new convolution_backward_data(build.data),
            new int[] {DNNL_ARG_DIFF_DST, DNNL_ARG_WEIGHTS, DNNL_ARG_DIFF_SRC, DNNL_ARG_SCRATCHPAD},
            build.target,
            build.data.weights_desc(),
            build.source,
            build.data.scratchpad_desc());
    backwardWeights =
        build.execution(
            new convolution_backward_weights(build.weights),
            new int[] {DNNL_ARG_SRC, DNNL_ARG_DIFF_WEIGHTS, DNNL_ARG_DIFF_DST, DNNL_ARG_SCRATCHPAD},
            build.source,
            build.weights.diff_weights_desc(),
            build.target,
            build.weights.scratchpad_desc());
    forward.bind(1, forwardWeights.blocked(), 0).bind(3, scratch, 0);
    backwardData.bind(1, dataWeights.blocked(), 0).bind(3, scratch, 0);
    backwardWeights.bind(1, gradient.blocked(), 0).bind(3, scratch, 0);
  }

  /** What oneDNN would run a geometry on, for example {@code brgconv:avx512_core}. */
  static String implementation(OneDnn oneDnn, ConvShape shape) {
    return new Primitives(oneDnn, shape, 1).forward.impl_info_str().getString();
  }

  @Override
  public void loadWeights(float[] values, int position) {
    int patch = shape.patchSize();
    int paddedPatch = plainPatch();
    for (int d = 0; d < shape.outChannels(); d++) {
      plain.floats((long) d * paddedPatch, patch).put(values, position + d * patch, patch);
    }
    forwardWeights.load(plain);
    dataWeights.load(plain);
  }

  @Override
  public void forward(NativeFloats x, int xAt, NativeFloats y, int yAt) {
    forward.bind(0, x, xAt).bind(2, y, yAt).run();
  }

  @Override
  public void backwardData(NativeFloats dy, int dyAt, NativeFloats dx, int dxAt) {
    backwardData.bind(0, dy, dyAt).bind(2, dx, dxAt).run();
  }

  @Override
  public void backwardWeights(NativeFloats x, int xAt, NativeFloats dy, int dyAt) {
    backwardWeights.bind(0, x, xAt).bind(2, dy, dyAt).run();
    passes.add(gradient.blocked(), gradientSum, gradient.size());
  }

  @Override
  public void storeWeightGradient(float[] values, int position) {
    gradient.unload(gradientSum, plain);
    gradientSum.clear();
    int patch = shape.patchSize();
    for (int d = 0; d < shape.outChannels(); d++) {
      FloatBuffer row = plain.floats((long) d * plainPatch(), patch);
      for (int i = 0; i < patch; i++) {
        values[position + d * patch + i] += row.get(i);
      }
    }
    plain.clear();
  }

  private int plainPatch() {
    return Layout.padded(shape.channels()) * shape.kernelHeight() * shape.kernelWidth();
  }

  @Override
  public void close() {
    forward.close();
    backwardData.close();
    backwardWeights.close();
    forwardWeights.close();
    dataWeights.close();
    gradient.close();
    plain.close();
    gradientSum.close();
    scratch.close();
  }

  /** The three primitives of one geometry. */
  private static final class Primitives {
    private final OneDnn oneDnn;
    private final ConvShape shape;
    private final memory.desc source;
    private final memory.desc target;
    private final convolution_forward.primitive_desc forward;
    private final convolution_backward_data.primitive_desc data;
    private final convolution_backward_weights.primitive_desc weights;

    Primitives(OneDnn oneDnn, ConvShape shape, int images) {
      this.oneDnn = oneDnn;
      this.shape = shape;
      memory.format_tag blocked = OneDnn.layout(Layout.BLOCK == 16 ? "nChw16c" : "nChw8c");
      source =
          OneDnn.describe(
              blocked, images, Layout.padded(shape.channels()), shape.height(), shape.width());
      target =
          OneDnn.describe(
              blocked,
              images,
              Layout.padded(shape.outChannels()),
              shape.outHeight(),
              shape.outWidth());
      memory.desc any = OneDnn.describe(memory.format_tag.any, weightDimensions());
      long[] stride = {shape.strideHeight(), shape.strideWidth()};
      long[] before = {shape.padHeight(), shape.padWidth()};
      long[] after = {
        (shape.outHeight() - 1L) * shape.strideHeight()
            + shape.kernelHeight()
            - shape.height()
            - shape.padHeight(),
        (shape.outWidth() - 1L) * shape.strideWidth()
            + shape.kernelWidth()
            - shape.width()
            - shape.padWidth()
      };
      primitive_attr attributes = new primitive_attr();
      attributes.set_scratchpad_mode(scratchpad_mode.user);
      algorithm direct = algorithm.convolution_direct;
      forward =
          new convolution_forward.primitive_desc(
              new convolution_forward.desc(
                  prop_kind.forward_training, direct, source, any, target, stride, before, after),
              attributes,
              oneDnn.engine());
      data =
          new convolution_backward_data.primitive_desc(
              new convolution_backward_data.desc(
                  direct, source, any, target, stride, before, after),
              attributes,
              oneDnn.engine(),
              forward);
      weights =
          new convolution_backward_weights.primitive_desc(
              new convolution_backward_weights.desc(
                  direct, source, any, target, stride, before, after),
              attributes,
              oneDnn.engine(),
              forward);
    }

    private long[] weightDimensions() {
      return new long[] {
        Layout.padded(shape.outChannels()),
        Layout.padded(shape.channels()),
        shape.kernelHeight(),
        shape.kernelWidth()
      };
    }

    memory.desc plainWeights() {
      return OneDnn.describe(OneDnn.layout("oihw"), weightDimensions());
    }

    long scratchFloats() {
      long bytes = 0;
      for (primitive_desc primitive : new primitive_desc[] {forward, data, weights}) {
        bytes = Math.max(bytes, primitive.scratchpad_desc().get_size());
      }
      return bytes / Float.BYTES + 1;
    }

    Execution execution(org.bytedeco.dnnl.primitive code, int[] roles, memory.desc... layouts) {
      return new Execution(oneDnn, code, roles, layouts);
    }
  }
}
