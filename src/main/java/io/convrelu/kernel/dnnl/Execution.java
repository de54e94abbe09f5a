package io.convrelu.kernel.dnnl;

import io.convrelu.kernel.tile.NativeFloats;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;

/**
 * A primitive with its arguments, built once. Only addresses change between runs; a run costs less
 * than a microsecond besides the work itself.
 */
final class Execution {

  private final OneDnn oneDnn;
  private final primitive code;
  private final memory[] memories;
  private final dnnl_exec_arg_t arguments;

  /**
   * @param roles oneDNN's argument numbers
   * @param layouts of the arguments, in the order of roles
   */
  Execution(OneDnn oneDnn, primitive code, int[] roles, memory.desc[] layouts) {
    this.oneDnn = oneDnn;
    this.code = code;
    memories = new memory[roles.length];
    arguments = new dnnl_exec_arg_t(roles.length);
    for (int i = 0; i < roles.length; i++) {
      memories[i] = new memory(layouts[i], oneDnn.engine(), null);
      arguments.getPointer(i).arg(roles[i]).memory(memories[i].get());
    }
  }

  /** Points an argument, in the order of the roles, at a position of some memory. */
  Execution bind(int argument, NativeFloats values, int position) {
    OneDnn.check(
        dnnl.dnnl_memory_set_data_handle(memories[argument].get(), values.at(position)),
        "argument");
    return this;
  }

  /** Gives primitive and arguments back; the memory that they point at is not theirs. */
  void close() {
    code.close();
    arguments.close();
    for (memory argument : memories) {
      argument.close();
    }
  }

  void run() {
    OneDnn.check(
        dnnl.dnnl_primitive_execute(code.get(), oneDnn.stream().get(), memories.length, arguments),
        "primitive");
  }
}
