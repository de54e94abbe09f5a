package io.convrelu.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.convrelu.kernel.dnnl.OneDnnSupport;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fused networks in JVMs that lack something: they train to the loss of this one, and say what is
 * missing, what it costs and what to do.
 */
class FallbackTest {

  private static final int STEPS = 6;
  private static final String[] MODULE = {"--add-modules", "jdk.incubator.vector"};

  @TempDir Path folder;

  private static double lossHere() {
    ComputationGraph graph = FusedSteps.graph();
    FusedSteps.train(graph, 0, STEPS);
    return graph.score();
  }

  private void trainsLikeThisJvm(String log) {
    double loss =
        log.lines()
            .filter(line -> line.startsWith(FusedSteps.LOSS))
            .mapToDouble(line -> Double.parseDouble(line.substring(FusedSteps.LOSS.length())))
            .findFirst()
            .orElseThrow(() -> new AssertionError(log));
    assertThat(loss).isCloseTo(lossHere(), withinPercentage(0.05));
    assertThat(log).containsOnlyOnce("Stages run on");
  }

  @Test
  void withoutTheVectorModule() throws Exception {
    String log = run(List.of(), classPath(""), Map.of(), STEPS, 1);
    trainsLikeThisJvm(log);
    assertThat(log)
        .containsPattern("Stages run on \\S+scalar with blocks of \\d+, about \\S+ times slower")
        .contains("no module jdk.incubator.vector (start Java with --add-modules");
  }

  @Test
  void withoutOneDnn() throws Exception {
    String log = run(List.of(MODULE), classPath("/dnnl"), Map.of(), STEPS, 1);
    trainsLikeThisJvm(log);
    assertThat(log)
        .containsPattern("Stages run on java\\S+ with blocks of \\d+, about .* times slower")
        .contains("oneDNN cannot be loaded")
        .contains("org.bytedeco:dnnl");
  }

  @Test
  void withoutEither() throws Exception {
    String log = run(List.of(), classPath("/dnnl"), Map.of(), STEPS, 1);
    trainsLikeThisJvm(log);
    assertThat(log)
        .containsPattern("on java\\+scalar with blocks of \\d+, about 13 times slower")
        .contains("no module jdk.incubator.vector")
        .contains("oneDNN cannot be loaded");
  }

  @Test
  void withVectorsOf256Bits() throws Exception {
    List<String> options = new ArrayList<>(List.of(MODULE));
    options.addAll(List.of("-XX:UseAVX=2", "-XX:MaxVectorSize=32"));
    Map<String, String> isa = Map.of("ONEDNN_MAX_CPU_ISA", "AVX2", "DNNL_MAX_CPU_ISA", "AVX2");
    String log = run(options, classPath(""), isa, STEPS, 1);
    trainsLikeThisJvm(log);
    assertThat(log).containsPattern("on oneDNN-\\S+\\+vector-256 with blocks of 8\\n");
  }

  @Test
  void withVectorsOf128Bits() throws Exception {
    List<String> options = new ArrayList<>(List.of(MODULE));
    options.add("-XX:MaxVectorSize=16");
    String log = run(options, classPath("/dnnl"), Map.of(), STEPS, 1);
    trainsLikeThisJvm(log);
    assertThat(log).contains("on java+vector-128 with blocks of 8, about");
  }

  @Test
  void withoutFusedMultiplyAdd() throws Exception {
    List<String> options = new ArrayList<>(List.of(MODULE));
    options.add("-XX:-UseFMA");
    String log = run(options, classPath("/dnnl"), Map.of(), STEPS, 1);
    trainsLikeThisJvm(log);
    assertThat(log).contains("on java+scalar with blocks of ").contains("no fused multiply-add");
  }

  @Test
  void anUnknownNameIsOneClearError() throws Exception {
    List<String> options = new ArrayList<>(List.of(MODULE));
    options.add("-Dconvrelu.convolution=mkl");
    assertThat(run(options, classPath(""), Map.of(), STEPS, 1))
        .contains("-Dconvrelu.convolution is 'mkl', must be one of onednn, java")
        .doesNotContain("ExceptionInInitializerError");
  }

  @Test
  void aBlockCanBeForcedToWhatThereIs() throws Exception {
    List<String> options = new ArrayList<>(List.of(MODULE));
    options.add("-Dconvrelu.block=8");
    String log = run(options, classPath(""), Map.of(), STEPS, 1);
    trainsLikeThisJvm(log);
    assertThat(log).containsPattern("\\+vector-(256|128) with blocks of 8\\n");
    options.set(options.size() - 1, "-Dconvrelu.block=12");
    assertThat(run(options, classPath(""), Map.of(), STEPS, 1))
        .contains("-Dconvrelu.block is '12', must be one of 8, 16")
        .doesNotContain("ExceptionInInitializerError");
  }

  /**
   * 800 steps whose batches change size, so that convolutions come and go: a leak of 3 kB a step
   * would show. Without the optimizing compiler, whose working memory comes and goes in megabytes.
   */
  @Test
  @EnabledOnOs(OS.LINUX)
  void memoryDoesNotGrow() throws Exception {
    List<String> options =
        new ArrayList<>(List.of("-Dconvrelu.kernel=scalar", "-XX:TieredStopAtLevel=1"));
    options.addAll(List.of("-Xms192m", "-Xmx192m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC"));
    if (OneDnnSupport.missing().isEmpty()) {
      options.add("-Dconvrelu.convolution=onednn");
    }
    String log = run(options, classPath(""), Map.of("MALLOC_ARENA_MAX", "1"), 1000, 200);
    long kilobytes =
        log.lines()
            .filter(line -> line.startsWith(FusedSteps.GROWTH))
            .mapToLong(line -> Long.parseLong(line.substring(FusedSteps.GROWTH.length())))
            .findFirst()
            .orElseThrow(() -> new AssertionError(log));
    assertThat(kilobytes).isLessThan(2 << 10);
  }

  /** The class path of this JVM without the entries that contain some text. */
  private static String classPath(String without) {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(all.split(File.pathSeparator, -1))
        .filter(entry -> without.isEmpty() || !entry.contains(without))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private String run(
      List<String> options, String classPath, Map<String, String> variables, int steps, int first)
      throws IOException, InterruptedException {
    Path logging = folder.resolve("logging.properties");
    Files.writeString(
        logging,
        """
        rootLogger.level = error
        rootLogger.appenderRef.console.ref = console
        logger.ours.name = io.convrelu
        logger.ours.level = info
        appender.console.type = Console
        appender.console.name = console
        appender.console.layout.type = PatternLayout
        appender.console.layout.pattern = %p %m%n
        """,
        StandardCharsets.UTF_8);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dlog4j2.configurationFile=" + logging);
    command.addAll(options);
    command.add(FusedSteps.class.getName());
    command.addAll(List.of(Integer.toString(steps), Integer.toString(first)));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CLASSPATH", classPath);
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().putAll(variables);
    Path log = folder.resolve("child.log");
    Process child = builder.redirectOutput(log.toFile()).start();
    try {
      assertThat(child.waitFor(5, TimeUnit.MINUTES)).as(Files.readString(log)).isTrue();
    } finally {
      child.destroyForcibly();
    }
    return Files.readString(log);
  }
}
