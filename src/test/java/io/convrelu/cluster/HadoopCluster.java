package io.convrelu.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * HDFS and YARN in a JVM of their own ({@code src/test/minicluster}), with libraries that are on no
 * other class path. Ends when this JVM does, however it does.
 */
final class HadoopCluster implements AutoCloseable {

  private static final long SECONDS = 120;

  private final Process process;
  private final Path folder;

  private HadoopCluster(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  /** Starts it and waits until it can take work. */
  static HadoopCluster start(Path home, Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx400m",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "-cp",
                    home.resolve("target/minicluster/lib") + "/*",
                    home.resolve("src/test/minicluster/MiniCluster.java").toString(),
                    folder.toString()))
            .directory(folder.toFile())
            // Standard input stays open as long as this JVM lives.
            .redirectOutput(folder.resolve("output.txt").toFile())
            .redirectError(folder.resolve("errors.txt").toFile());
    // Containers run on the node manager's Java.
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    HadoopCluster cluster = new HadoopCluster(process, folder);
    try {
      cluster.awaitReady();
      return cluster;
    } catch (IOException | InterruptedException | RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private void awaitReady() throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!Files.readString(folder.resolve("output.txt")).contains("ready")) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException(
            "HDFS and YARN did not start:\n" + Files.readString(folder.resolve("errors.txt")));
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  /** The folder for {@code HADOOP_CONF_DIR}. */
  Path configuration() {
    return folder.resolve("conf");
  }

  /** Its file system, for tests to look at. */
  FileSystem files() throws IOException {
    Configuration client = new Configuration();
    client.addResource(
        new org.apache.hadoop.fs.Path(configuration().resolve("core-site.xml").toUri()));
    return FileSystem.newInstance(client);
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      process.waitFor(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Script.end(process.toHandle());
    }
  }
}
