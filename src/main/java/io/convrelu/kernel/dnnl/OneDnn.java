package io.convrelu.kernel.dnnl;

import static org.bytedeco.dnnl.global.dnnl.dnnl_success;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.dnnl_primitive_desc_handle;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.PointerScope;

/** oneDNN's engine and stream of one thread, and what its calls have in common. */
final class OneDnn {

  private final engine cpu;
  private final stream queue;

  OneDnn() {
    cpu = new engine(engine.kind.cpu, 0);
    queue = new stream(cpu);
  }

  engine engine() {
    return cpu;
  }

  stream stream() {
    return queue;
  }

  void close() {
    queue.close();
    cpu.close();
  }

  /**
   * A scope that closes descriptions when it is left: they are needed while primitives are built,
   * there are dozens to a convolution, and the garbage collector would not hurry.
   */
  static PointerScope descriptions() {
    return new PointerScope(
        memory.desc.class,
        primitive_attr.class,
        dnnl_primitive_desc_handle.class,
        convolution_forward.desc.class,
        convolution_backward_data.desc.class,
        convolution_backward_weights.desc.class,
        inner_product_forward.desc.class,
        inner_product_backward_data.desc.class,
        inner_product_backward_weights.desc.class);
  }

  /** Shape and layout of a float32 tensor. */
  static memory.desc describe(memory.format_tag layout, long... dimensions) {
    return new memory.desc(dimensions, memory.data_type.f32, layout);
  }

  /** A layout by its oneDNN name. */
  static memory.format_tag layout(String name) {
    return memory.format_tag.valueOf(name).intern();
  }

  static void check(int status, String what) {
    if (status != dnnl_success) {
      throw new IllegalStateException("oneDNN " + what + " failed with status " + status);
    }
  }

  static String version() {
    return dnnl.dnnl_version().major()
        + "."
        + dnnl.dnnl_version().minor()
        + "."
        + dnnl.dnnl_version().patch();
  }
}
