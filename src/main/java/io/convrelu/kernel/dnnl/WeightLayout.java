package io.convrelu.kernel.dnnl;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import io.convrelu.kernel.tile.NativeFloats;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;

/** The way between plain weights and a layout of oneDNN's choice. */
final class WeightLayout {

  private final long size;
  private final Execution load;
  private final Execution unload;

  WeightLayout(OneDnn oneDnn, memory.desc plain, memory.desc layout) {
    size = layout.get_size() / Float.BYTES;
    load = reorder(oneDnn, plain, layout);
    unload = reorder(oneDnn, layout, plain);
  }

  private static Execution reorder(OneDnn oneDnn, memory.desc from, memory.desc to) {
    return new Execution(
        oneDnn,
        new reorder(new reorder.primitive_desc(oneDnn.engine(), from, oneDnn.engine(), to)),
        new int[] {DNNL_ARG_FROM, DNNL_ARG_TO},
        new memory.desc[] {from, to});
  }

  /** Values in the layout. */
  int size() {
    return Math.toIntExact(size);
  }

  /** From plain weights. */
  void load(NativeFloats plain, NativeFloats blocked) {
    load.bind(0, plain, 0).bind(1, blocked, 0).run();
  }

  /** To plain weights. */
  void unload(NativeFloats blocked, NativeFloats plain) {
    unload.bind(0, blocked, 0).bind(1, plain, 0).run();
  }

  void close() {
    load.close();
    unload.close();
  }
}
