package io.convrelu.cluster;

import java.io.IOException;
import java.nio.file.Path;

/** A standalone master and workers, started and stopped by the script that users have. */
final class StandaloneCluster implements AutoCloseable {

  private static final String SCRIPT = "deploy/standalone/cluster.sh";

  private final Script script;
  private final Path folder;
  private final String url;

  private StandaloneCluster(Script script, Path folder, String url) {
    this.script = script;
    this.folder = folder;
    this.url = url;
  }

  /** Starts a master and two workers of one core each, on free ports. */
  static StandaloneCluster start(Script script, Path folder)
      throws IOException, InterruptedException {
    Script.Outcome started =
        script
            .with("SPARK_DAEMON_MEMORY", "128m")
            .run(
                SCRIPT,
                "start",
                "--directory",
                folder.toString(),
                "--port",
                "0",
                "--workers",
                "2",
                "--cores",
                "1",
                "--memory",
                "1g");
    if (started.status() != 0) {
      throw new IOException("no cluster: " + started);
    }
    return new StandaloneCluster(script, folder, started.output().strip());
  }

  /** The master's address. */
  String url() {
    return url;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    script.run(SCRIPT, "stop", "--directory", folder.toString());
  }
}
