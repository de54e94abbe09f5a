package io.convrelu.cli.startup;

import io.convrelu.kernel.fused.StageRuntime;
import io.convrelu.sweep.provenance.Processor;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the last bits of a JVM's arithmetic depend on: what stages compute with, the processor, by
 * which native libraries choose their kernels, and the environment variables by which they are told
 * to choose others.
 */
final class ArithmeticTraits {

  /** jobs/submit.sh hands the same on to executors. */
  private static final Pattern VARIABLE = Pattern.compile("(OPENBLAS|MKL|DNNL|ONEDNN)_.*");

  private ArithmeticTraits() {}

  /** Of this JVM, in words; JVMs of which this differs may compute different last bits. */
  static String ofThisJvm() {
    TreeMap<String, String> variables = new TreeMap<>(System.getenv());
    variables.keySet().removeIf(name -> !VARIABLE.matcher(name).matches());
    return stages() + " on " + Processor.name() + (variables.isEmpty() ? "" : " with " + variables);
  }

  private static String stages() {
    try {
      return StageRuntime.get().describe();
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }
}
