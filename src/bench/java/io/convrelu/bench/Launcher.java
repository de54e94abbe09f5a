package io.convrelu.bench;

import io.convrelu.bench.ours.OursMain;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * Command lines of the two sides.
 *
 * @param isa that both may use
 * @param ourClassPath project, DL4J, JMH
 * @param peerClassPath the peer and its libraries, and what both sides share
 * @param ourOptions further JVM options of our processes
 * @param logs folder for what processes print
 */
record Launcher(
    Isa isa, String ourClassPath, String peerClassPath, List<String> ourOptions, Path logs) {

  private static final String PEER_MAIN = "io.convrelu.bench.peer.PeerMain";

  /**
   * As jobs/submit.sh starts workers. The second line: JavaCPP would otherwise bound a process by
   * its heap.
   */
  private static final List<String> OUR_OPTIONS =
      List.of(
          "-Xmx2g",
          "--add-modules=jdk.incubator.vector",
          "-Dorg.bytedeco.javacpp.maxbytes=0",
          "-Dorg.bytedeco.javacpp.maxphysicalbytes=0");

  private static final List<String> PEER_OPTIONS =
      List.of(
          "-Xmx1g",
          "-Dorg.bytedeco.javacpp.maxbytes=0",
          "-Dorg.bytedeco.javacpp.maxphysicalbytes=0");

  /**
   * glibc keeps freed memory instead of giving it back to the system at every step; makes the peer
   * faster.
   */
  private static final Map<String, String> PEER_MALLOC =
      Map.of(
          "MALLOC_MMAP_MAX_", "0",
          "MALLOC_TRIM_THRESHOLD_", "17179869184",
          "MALLOC_TOP_PAD_", "268435456");

  /** A training process of a contender, not yet started. */
  ProcessBuilder training(Contender contender) {
    String main =
        switch (contender.program()) {
          case OURS -> OursMain.class.getName();
          case PEER -> PEER_MAIN;
        };
    List<String> arguments = new ArrayList<>(List.of(main));
    arguments.addAll(contender.settings().arguments());
    return java(contender.program(), contender.settings().threads(), arguments);
  }

  private ProcessBuilder java(Contender.Program program, int threads, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(isa.options(program));
    switch (program) {
      case OURS -> {
        command.addAll(OUR_OPTIONS);
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().trim().split(" +")));
        command.addAll(ourOptions);
        command.addAll(List.of("-cp", ourClassPath));
      }
      case PEER -> {
        command.addAll(PEER_OPTIONS);
        command.addAll(List.of("-cp", peerClassPath));
      }
    }
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(isa.environment(program));
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    if (program == Contender.Program.PEER) {
      builder.environment().putAll(PEER_MALLOC);
    }
    return builder;
  }

  File log(String name) {
    return logs.resolve(name + ".log").toFile();
  }
}
