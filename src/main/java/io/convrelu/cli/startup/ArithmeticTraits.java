package io.convrelu.cli.startup;

import io.convrelu.kernel.fused.StageRuntime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
    return stages() + " on " + processor() + (variables.isEmpty() ? "" : " with " + variables);
  }

  private static String stages() {
    try {
      return StageRuntime.get().describe();
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"), StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("an unnamed processor");
    } catch (IOException e) {
      return "an unknown processor";
    }
  }
}
