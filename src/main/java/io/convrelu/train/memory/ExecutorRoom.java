package io.convrelu.train.memory;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.bytedeco.javacpp.Pointer;

/**
 * What one executor gives, in bytes, read from Spark's configuration; in local mode the driver's
 * JVM is the executor.
 *
 * @param deployment where it runs
 * @param slots tasks at once; 1 where that is not known, on a standalone cluster without {@code
 *     spark.executor.cores}
 * @param heap of the JVM
 * @param overhead memory beside the heap that a container is given; of no meaning in local mode
 * @param counted bound of JavaCPP's own count; 0 for none
 * @param physical bound of the resident size, kept by JavaCPP; 0 for none
 */
record ExecutorRoom(
    Deployment deployment, int slots, long heap, long overhead, long counted, long physical) {

  private static final Pattern LOCAL = Pattern.compile("local\\[([0-9]+|\\*)(?:,.*)?]");
  private static final Pattern LOCAL_CLUSTER = Pattern.compile("local-cluster\\[\\d+,(\\d+),.*]");
  private static final long LEAST_OVERHEAD = 384 * Bytes.MEGABYTE;
  private static final double OVERHEAD_FACTOR = 0.1;

  static ExecutorRoom of(SparkConf conf, ThisJvm driver) {
    String master = conf.get("spark.master", "local[*]").replaceAll("\\s", "");
    Deployment deployment = Deployment.of(master);
    int slots =
        Math.max(1, cores(conf, master, driver) / Math.max(1, conf.getInt("spark.task.cpus", 1)));
    if (deployment == Deployment.LOCAL) {
      return new ExecutorRoom(
          deployment, slots, driver.heap(), 0, driver.counted(), driver.physical());
    }
    long heap = conf.getSizeAsMb("spark.executor.memory", "1g") * Bytes.MEGABYTE;
    long counted = bound(conf, "maxbytes", "maxBytes", heap).orElse(heap);
    // JavaCPP's own default.
    long physicalDefault = counted > 0 ? counted + heap : 0;
    return new ExecutorRoom(
        deployment,
        slots,
        heap,
        overhead(conf, master, heap),
        counted,
        bound(conf, "maxphysicalbytes", "maxPhysicalBytes", heap).orElse(physicalDefault));
  }

  private static int cores(SparkConf conf, String master, ThisJvm driver) {
    Matcher local = LOCAL.matcher(master);
    if (local.matches()) {
      return local.group(1).equals("*") ? driver.processors() : Integer.parseInt(local.group(1));
    }
    Matcher cluster = LOCAL_CLUSTER.matcher(master);
    int unsaid = cluster.matches() ? Integer.parseInt(cluster.group(1)) : 1;
    return Deployment.of(master) == Deployment.LOCAL
        ? 1
        : conf.getInt("spark.executor.cores", unsaid);
  }

  private static long overhead(SparkConf conf, String master, long heap) {
    if (conf.contains("spark.executor.memoryOverhead")) {
      return conf.getSizeAsMb("spark.executor.memoryOverhead") * Bytes.MEGABYTE;
    }
    double factor =
        master.startsWith("k8s")
            ? conf.getDouble("spark.kubernetes.memoryOverheadFactor", OVERHEAD_FACTOR)
            : OVERHEAD_FACTOR;
    double share = heap * conf.getDouble("spark.executor.memoryOverheadFactor", factor);
    return Math.max(LEAST_OVERHEAD, (long) share);
  }

  /** A bound among the executors' Java options; the last one counts. */
  private static Optional<Long> bound(SparkConf conf, String name, String otherName, long heap) {
    String options =
        conf.get("spark.executor.defaultJavaOptions", "")
            + " "
            + conf.get("spark.executor.extraJavaOptions", "");
    Matcher matcher =
        Pattern.compile("-Dorg\\.bytedeco\\.javacpp\\.(?:" + name + "|" + otherName + ")=(\\S+)")
            .matcher(options);
    Optional<Long> bound = Optional.empty();
    while (matcher.find()) {
      bound = Optional.of(Pointer.parseBytes(matcher.group(1), heap));
    }
    return bound;
  }
}
