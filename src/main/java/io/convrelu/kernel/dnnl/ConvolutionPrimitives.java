package io.convrelu.kernel.dnnl;

import io.convrelu.kernel.ConvShape;
import io.convrelu.kernel.dnnl.OneDnnEngine.Source;
import io.convrelu.kernel.tile.ConvolutionMemory;
import io.convrelu.kernel.tile.Layout;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc;

/**
 * The three primitives of one geometry. A convolution as large as what it reads is an inner
 * product: then images are rows of one matrix, and weights are read once a tile instead of once an
 * image.
 */
final class ConvolutionPrimitives {
  private final OneDnn oneDnn;
  private final ConvShape shape;
  private final Source layout;
  private final memory.desc source;
  private final memory.desc target;
  private final primitive_desc forward;
  private final primitive_desc data;
  private final primitive_desc weights;

  /**
   * @throws RuntimeException when oneDNN has no such algorithm for this CPU
   */
  ConvolutionPrimitives(
      OneDnn oneDnn, ConvShape shape, int images, algorithm algorithm, Source layout) {
    this.oneDnn = oneDnn;
    this.shape = shape;
    this.layout = layout;
    memory.format_tag blocked = OneDnn.layout(Layout.BLOCK == 16 ? "nChw16c" : "nChw8c");
    int outputs = Layout.padded(shape.outChannels());
    memory.format_tag read =
        switch (layout) {
          case BLOCKED -> blocked;
          case PLANAR -> OneDnn.layout("nchw");
        };
    source = OneDnn.describe(read, images, inputs(), shape.height(), shape.width());
    memory.desc any = OneDnn.describe(memory.format_tag.any, weightDimensions());
    primitive_attr attributes = new primitive_attr();
    attributes.set_scratchpad_mode(scratchpad_mode.user);
    engine cpu = oneDnn.engine();
    if (shape.readsAll()) {
      target = OneDnn.describe(OneDnn.layout("nc"), images, outputs);
      inner_product_forward.primitive_desc first =
          new inner_product_forward.primitive_desc(
              new inner_product_forward.desc(prop_kind.forward_training, source, any, target),
              attributes,
              cpu);
      forward = first;
      data =
          new inner_product_backward_data.primitive_desc(
              new inner_product_backward_data.desc(source, any, target), attributes, cpu, first);
      weights =
          new inner_product_backward_weights.primitive_desc(
              new inner_product_backward_weights.desc(source, any, target), attributes, cpu, first);
      return;
    }
    target = OneDnn.describe(blocked, images, outputs, shape.outHeight(), shape.outWidth());
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
    convolution_forward.primitive_desc first =
        new convolution_forward.primitive_desc(
            new convolution_forward.desc(
                prop_kind.forward_training, algorithm, source, any, target, stride, before, after),
            attributes,
            cpu);
    forward = first;
    data =
        new convolution_backward_data.primitive_desc(
            new convolution_backward_data.desc(
                algorithm, source, any, target, stride, before, after),
            attributes,
            cpu,
            first);
    weights =
        new convolution_backward_weights.primitive_desc(
            new convolution_backward_weights.desc(
                algorithm, source, any, target, stride, before, after),
            attributes,
            cpu,
            first);
  }

  /** A pass of a convolution. */
  enum Pass {
    FORWARD,
    DATA,
    WEIGHTS
  }

  /** Passes that oneDNN has its reference implementation alone for: minutes where ms would do. */
  Set<Pass> slow() {
    // The gradient of what lies in planes is wanted in blocks.
    Set<Pass> slow =
        switch (layout) {
          case BLOCKED -> EnumSet.noneOf(Pass.class);
          case PLANAR -> EnumSet.of(Pass.DATA);
        };
    for (Pass pass : Pass.values()) {
      primitive_desc primitive =
          switch (pass) {
            case FORWARD -> forward;
            case DATA -> data;
            case WEIGHTS -> weights;
          };
      if (primitive.impl_info_str().getString().startsWith("ref")) {
        slow.add(pass);
      }
    }
    return slow;
  }

  OneDnn oneDnn() {
    return oneDnn;
  }

  primitive_desc forward() {
    return forward;
  }

  primitive_desc data() {
    return data;
  }

  primitive_desc weights() {
    return weights;
  }

  memory.desc source() {
    return source;
  }

  memory.desc target() {
    return target;
  }

  /** Channels that are read, with what fills the last block. */
  int inputs() {
    return switch (layout) {
      case BLOCKED -> Layout.padded(shape.channels());
      case PLANAR -> shape.channels();
    };
  }

  private long[] weightDimensions() {
    return new long[] {
      Layout.padded(shape.outChannels()), inputs(), shape.kernelHeight(), shape.kernelWidth()
    };
  }

  memory.desc plainWeights() {
    return OneDnn.describe(OneDnn.layout("oihw"), weightDimensions());
  }

  /** Sizes, in float values, of everything that convolutions with these primitives work in. */
  ConvolutionMemory memory() {
    long gradient = floats(weights.diff_weights_desc());
    return new ConvolutionMemory(
        List.of(floats(forward.weights_desc()), floats(data.weights_desc()), gradient),
        scratchFloats(),
        floats(plainWeights()),
        gradient);
  }

  private static long floats(memory.desc layout) {
    return layout.get_size() / Float.BYTES;
  }

  private long scratchFloats() {
    long bytes = 0;
    for (primitive_desc primitive : new primitive_desc[] {forward, data, weights}) {
      bytes = Math.max(bytes, primitive.scratchpad_desc().get_size());
    }
    return bytes / Float.BYTES + 1;
  }

  Execution execution(primitive_desc code, int[] roles, memory.desc... layouts) {
    return new Execution(oneDnn, new primitive(code), roles, layouts);
  }
}
