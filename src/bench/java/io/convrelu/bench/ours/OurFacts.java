package io.convrelu.bench.ours;

import io.convrelu.kernel.fused.StageRuntime;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.factory.Nd4j;

/** What a process of ours runs on. */
final class OurFacts {

  private OurFacts() {}

  /**
   * For the report, in order of importance.
   *
   * @param data what its examples are
   */
  static Map<String, String> with(String data) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("library", jar(ComputationGraph.class));
    facts.put("backend", jar(Nd4j.getBackend().getClass()));
    facts.put("kernel", StageRuntime.get().describe());
    facts.put("threads", String.valueOf(System.getenv("OMP_NUM_THREADS")));
    facts.put("data", data);
    return facts;
  }

  /** The jar that a class came from, which names its version. */
  private static String jar(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath())
        .getFileName()
        .toString();
  }
}
