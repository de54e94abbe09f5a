import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * HDFS and YARN with all their daemons in this JVM, on free ports of the loopback address. Run as a
 * source file, with Hadoop's mini cluster on the class path and nothing of ours:
 *
 * <pre>java -cp 'LIBRARIES/*' MiniCluster.java FOLDER</pre>
 *
 * Writes what a client needs into {@code FOLDER/conf}, prints {@code ready} and runs until its
 * standard input ends, so that it cannot outlive whoever started it.
 */
public final class MiniCluster {

  /** Of the only node, in MB: an application master and two small executors. */
  private static final int NODE_MEMORY = 6144;

  private MiniCluster() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]).toAbsolutePath();
    System.setProperty("test.build.data", folder.resolve("data").toString());
    System.setProperty("hadoop.log.dir", folder.resolve("log").toString());
    try (MiniDFSCluster dfs = hdfs(folder);
        MiniYARNCluster yarn = new MiniYARNCluster("convrelu", 1, 1, 1)) {
      yarn.init(settings(dfs.getConfiguration(0)));
      yarn.start();
      if (!yarn.waitForNodeManagersToConnect(60_000)) {
        throw new IOException("the node manager did not find the resource manager in a minute");
      }
      describe(yarn.getConfig(), Files.createDirectories(folder.resolve("conf")));
      System.out.println("ready");
      System.in.transferTo(OutputStream.nullOutputStream());
    }
    // Daemons leave threads behind.
    System.exit(0);
  }

  private static MiniDFSCluster hdfs(Path folder) throws IOException {
    Configuration settings = new Configuration();
    settings.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("dfs").toString());
    MiniDFSCluster dfs = new MiniDFSCluster.Builder(settings).numDataNodes(1).build();
    dfs.waitActive();
    return dfs;
  }

  private static YarnConfiguration settings(Configuration hdfs) {
    YarnConfiguration settings = new YarnConfiguration(hdfs);
    settings.setInt("yarn.nodemanager.resource.memory-mb", NODE_MEMORY);
    settings.setInt("yarn.nodemanager.resource.cpu-vcores", 4);
    settings.setInt("yarn.scheduler.minimum-allocation-mb", 128);
    settings.setBoolean("yarn.nodemanager.vmem-check-enabled", false);
    // A nearly full disk would make the only node unhealthy, and every job wait for ever.
    settings.setFloat(
        "yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", 99.5f);
    Map.of(
            "queues", "default",
            "default.capacity", "100",
            "default.user-limit-factor", "1",
            "default.acl_submit_applications", "*")
        .forEach((key, value) -> settings.set("yarn.scheduler.capacity.root." + key, value));
    settings.set("yarn.scheduler.capacity.maximum-am-resource-percent", "0.5");
    return settings;
  }

  /** What differs from Hadoop's defaults for a client. */
  private static void describe(Configuration running, Path folder) throws IOException {
    Configuration client = new Configuration(false);
    for (String key :
        new String[] {
          "fs.defaultFS",
          "yarn.resourcemanager.address",
          "yarn.resourcemanager.scheduler.address",
          "yarn.resourcemanager.resource-tracker.address",
          "yarn.resourcemanager.webapp.address"
        }) {
      client.set(key, running.get(key));
    }
    client.set("dfs.replication", "1");
    // Spark brings Hadoop's classes itself.
    client.set("yarn.application.classpath", "");
    for (String name : new String[] {"core-site.xml", "hdfs-site.xml", "yarn-site.xml"}) {
      File file = folder.resolve(name).toFile();
      try (OutputStream out = Files.newOutputStream(file.toPath())) {
        client.writeXml(out);
      }
    }
  }
}
