package io.convrelu.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A standalone master and workers, started and stopped by the script that users have. */
final class StandaloneCluster implements AutoCloseable {

  private static final String SCRIPT = "deploy/standalone/cluster.sh";

  private final Script script;
  private final List<Path> folders;
  private final String url;

  /** Stops the daemons where this JVM is told to end in the middle of a test. */
  private final Thread atExit = new Thread(this::stop, "stops the cluster");

  private StandaloneCluster(Script script, List<Path> folders, String url) {
    this.script = script;
    this.folders = folders;
    this.url = url;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Starts a master and two workers of one core each, on free ports of one address. */
  static StandaloneCluster start(Script script, Path folder)
      throws IOException, InterruptedException {
    return new StandaloneCluster(
        script, List.of(folder), launch(script, folder, "start", "--port", "0", "--workers", "2"));
  }

  /** Starts a master on the first of several addresses of this machine and a worker on each. */
  static StandaloneCluster start(Script script, Path folder, List<String> hosts)
      throws IOException, InterruptedException {
    String url = launch(script, folder, "master", "--host", hosts.get(0), "--port", "0");
    List<Path> folders = new ArrayList<>();
    StandaloneCluster cluster = new StandaloneCluster(script, folders, url);
    try {
      for (String host : hosts) {
        folders.add(0, folder.resolve(host));
        launch(script, folder.resolve(host), "worker", url, "--host", host, "--workers", "1");
      }
      folders.add(folder);
      return cluster;
    } catch (IOException e) {
      folders.add(folder);
      cluster.close();
      throw e;
    }
  }

  private static String launch(Script script, Path folder, String... words)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(SCRIPT));
    all.addAll(List.of(words));
    all.addAll(List.of("--directory", folder.toString(), "--cores", "1", "--memory", "1g"));
    Script.Outcome started =
        script.with("SPARK_DAEMON_MEMORY", "128m").run(all.toArray(String[]::new));
    if (started.status() != 0) {
      throw new IOException("no cluster: " + started);
    }
    return started.output().strip();
  }

  /** The master's address. */
  String url() {
    return url;
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    stop();
  }

  private void stop() {
    for (Path folder : folders) {
      try {
        script.run(SCRIPT, "stop", "--directory", folder.toString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
