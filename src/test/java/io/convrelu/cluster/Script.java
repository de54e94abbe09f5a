package io.convrelu.cluster;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the scripts that users run, in processes of their own, on the jar and the runtime that the
 * build has packaged. What they write to temporary folders goes into the sandbox.
 */
final class Script {

  private static final long MINUTES = 5;

  private final Path home = Path.of(System.getProperty("convrelu.home"));
  private final Path sandbox;
  private final Map<String, String> environment = new TreeMap<>();

  /**
   * @param sandbox folder for everything that a script leaves behind
   */
  Script(Path sandbox) {
    this.sandbox = sandbox;
    environment.put("CONVRELU_LOOPBACK", "yes");
    environment.put("CONVRELU_DRIVER_MEMORY", "600m");
    environment.put("CONVRELU_EXECUTOR_MEMORY", "512m");
    environment.put("CONVRELU_EXECUTOR_OVERHEAD", "512m");
    environment.put("CONVRELU_OFF_HEAP", "1g");
    environment.put("SPARK_LOCAL_DIRS", sandbox.toString());
  }

  /** The same with one more variable in its environment. */
  Script with(String variable, String value) {
    Script other = new Script(sandbox);
    other.environment.putAll(environment);
    other.environment.put(variable, value);
    return other;
  }

  /**
   * Runs a script to its end.
   *
   * @param words the script's path in this project, and its arguments
   * @throws AssertionError when it takes longer than minutes; it and its children are ended
   */
  Outcome run(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(words));
    command.set(0, home.resolve(words[0]).toString());
    command.add(0, "bash");
    return run(command);
  }

  /** Runs any command to its end in the environment of scripts. */
  Outcome run(List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(sandbox, "output", ".txt");
    Path errors = Files.createTempFile(sandbox, "errors", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(sandbox.toFile());
    // What this JVM's own Spark is told is not for theirs.
    builder.environment().keySet().removeIf(name -> name.startsWith("SPARK_"));
    builder.environment().putAll(environment);
    Process process =
        builder
            .redirectInput(Redirect.from(new java.io.File("/dev/null")))
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionError(
            command + " did not end in " + MINUTES + " minutes:\n" + Files.readString(errors));
      }
    } finally {
      end(process.toHandle());
    }
    return new Outcome(process.exitValue(), Files.readString(output), Files.readString(errors));
  }

  /** Ends a process and its children, as the system would. */
  static void end(ProcessHandle process) {
    try (Stream<ProcessHandle> children = process.descendants()) {
      children.forEach(ProcessHandle::destroyForcibly);
    }
    process.destroyForcibly();
  }

  /** A folder or file of this project. */
  Path project(String path) {
    return home.resolve(path);
  }

  /** The job jar that the build made. */
  Path jobJar() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("target"))) {
      return files
          .filter(file -> file.toString().endsWith("-job.jar"))
          .findFirst()
          .orElseThrow(() -> new IOException("no job jar; run mvn package first"));
    }
  }

  /**
   * What a script did.
   *
   * @param status its exit code
   * @param output what it printed
   * @param errors what it wrote to the error stream
   */
  record Outcome(int status, String output, String errors) {

    private static final String HASH = "parameters sha256: ";

    /** The hash of the trained parameters. */
    String parameters() {
      return output
          .lines()
          .filter(line -> line.startsWith(HASH))
          .map(line -> line.substring(HASH.length()))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no hash; status " + status + "\n" + this));
    }
  }
}
