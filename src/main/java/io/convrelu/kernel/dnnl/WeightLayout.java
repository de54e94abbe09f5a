package io.convrelu.kernel.dnnl;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import io.convrelu.kernel.tile.NativeFloats;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;

/** Weights in a layout of oneDNN's choice, and the way between it and the plain layout. */
final class WeightLayout {

  private final NativeFloats blocked;
  private final Execution reorder;

  private WeightLayout(OneDnn oneDnn, memory.desc from, memory.desc to, memory.desc blockedLayout) {
    blocked = new NativeFloats(blockedLayout.get_size() / Float.BYTES);
    reorder =
        new Execution(
            oneDnn,
            new reorder(new reorder.primitive_desc(oneDnn.engine(), from, oneDnn.engine(), to)),
            new int[] {DNNL_ARG_FROM, DNNL_ARG_TO},
            new memory.desc[] {from, to});
  }

  /** From plain weights to a layout. */
  static WeightLayout from(OneDnn oneDnn, memory.desc plain, memory.desc layout) {
    return new WeightLayout(oneDnn, plain, layout, layout);
  }

  /** From a layout to plain weights. */
  static WeightLayout to(OneDnn oneDnn, memory.desc layout, memory.desc plain) {
    return new WeightLayout(oneDnn, layout, plain, layout);
  }

  /** The memory in oneDNN's layout. */
  NativeFloats blocked() {
    return blocked;
  }

  int size() {
    return Math.toIntExact(blocked.size());
  }

  /** Brings plain weights into the layout. */
  void load(NativeFloats plain) {
    reorder.bind(0, plain, 0).bind(1, blocked, 0).run();
  }

  /** Brings weights of this layout, which lie elsewhere, into the plain one. */
  void unload(NativeFloats values, NativeFloats plain) {
    reorder.bind(0, values, 0).bind(1, plain, 0).run();
  }

  void close() {
    reorder.close();
    blocked.close();
  }
}
