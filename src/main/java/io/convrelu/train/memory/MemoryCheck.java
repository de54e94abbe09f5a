package io.convrelu.train.memory;

import io.convrelu.conf.ConfigProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.SparkConf;

/**
 * Holds what a training needs against what its JVMs are given. What cannot fit, whatever the
 * estimate is off by, is a shortage; what is near the estimate, or bounded by nobody, is a doubt.
 */
public final class MemoryCheck {

  private static final String PLACE = "memory";

  /** Spark's own default of {@code spark.driver.maxResultSize}. */
  private static final String RESULT_SIZE = "1g";

  private final SparkConf conf;
  private final ThisJvm driver;
  private final ExecutorRoom room;

  private MemoryCheck(SparkConf conf, ThisJvm driver) {
    this.conf = conf;
    this.driver = driver;
    this.room = ExecutorRoom.of(conf, driver);
  }

  /**
   * For an application.
   *
   * @param conf of Spark
   * @param driver the JVM that its driver runs in
   */
  public static MemoryCheck of(SparkConf conf, ThisJvm driver) {
    return new MemoryCheck(conf, driver);
  }

  /**
   * Everything there is to say.
   *
   * @param workers logical workers; as many run at once in one executor as it has slots
   */
  public MemoryFindings findings(TrainingNeed need, int workers) {
    int atOnce = Math.min(room.slots(), workers);
    boolean local = room.deployment() == Deployment.LOCAL;
    MemoryNeed jvm =
        local ? JvmShare.local(room.heap(), need) : JvmShare.executor(room.heap(), need);
    Judgement judgement = new Judgement(need, atOnce);
    UnaryOperator<MemoryNeed> executor = worker -> worker.times(atOnce).plus(jvm);
    for (Limit limit : local ? ofThisJvm() : ofAnExecutor()) {
      judgement.ofWorkers(limit, executor);
    }
    if (!local) {
      judgement.ofDriver(Limit.driverHeap(driver.heap()), JvmShare.driver(need));
    }
    long results = conf.getSizeAsBytes("spark.driver.maxResultSize", RESULT_SIZE);
    judgement.ofResults(results);
    return judgement.findings();
  }

  private List<Limit> ofThisJvm() {
    List<Limit> limits = bounds();
    limits.add(Limit.driverHeap(room.heap()));
    limits.add(Limit.machine(driver.machine()));
    return limits;
  }

  private List<Limit> ofAnExecutor() {
    List<Limit> limits = bounds();
    limits.add(Limit.overhead(room.deployment(), room.overhead()));
    limits.add(Limit.executorHeap(room.heap()));
    return limits;
  }

  private List<Limit> bounds() {
    List<Limit> limits = new ArrayList<>();
    if (room.counted() > 0) {
      limits.add(Limit.counted(room.counted()));
    }
    if (room.physical() > 0) {
      limits.add(Limit.physical(room.physical()));
    }
    return limits;
  }

  /** Judges limit after limit. */
  private final class Judgement {

    private final TrainingNeed need;
    private final int atOnce;
    private final List<ConfigProblem> shortages = new ArrayList<>();
    private final List<ConfigProblem> doubts = new ArrayList<>();

    Judgement(TrainingNeed need, int atOnce) {
      this.need = need;
      this.atOnce = atOnce;
    }

    /**
     * @param whole from what one worker needs to what its JVM needs
     */
    void ofWorkers(Limit limit, UnaryOperator<MemoryNeed> whole) {
      MemoryNeed jvm = whole.apply(need.worker());
      if (limit.holds(jvm)) {
        return;
      }
      String message =
          String.format(
              "%s%s at train.batch-size %d need%s %s",
              atOnce == 1 ? "a worker of " : atOnce + " workers of ",
              need.network(),
              need.batchSize(),
              atOnce == 1 ? "s" : "",
              amount(limit, jvm));
      int fits = need.largestBatch(worker -> limit.holds(whole.apply(worker)));
      String batch = fits > 0 ? ", or train.batch-size to " + fits + " or less" : "";
      add(limit, whole.apply(need.surely()), message + batch + fewer());
    }

    void ofDriver(Limit limit, MemoryNeed jvm) {
      if (!limit.holds(jvm)) {
        add(limit, jvm, "the driver of " + need.network() + " needs " + amount(limit, jvm));
      }
    }

    void ofResults(long bound) {
      if (bound > 0 && need.results() > bound) {
        String enough = Bytes.sufficient(need.results());
        shortages.add(
            new ConfigProblem(
                "spark.driver.maxResultSize",
                PLACE,
                "is "
                    + Bytes.shown(bound)
                    + "; the workers of "
                    + need.network()
                    + " bring back "
                    + Bytes.shown(need.results())
                    + " a round: set spark.driver.maxResultSize="
                    + enough
                    + ", or fewer train.workers"));
      }
    }

    private void add(Limit limit, MemoryNeed surely, String message) {
      ConfigProblem problem =
          new ConfigProblem(
              limit.setting(), PLACE, "is " + Bytes.shown(limit.bytes()) + "; " + message);
      (limit.breaksFor(surely) ? shortages : doubts).add(problem);
    }

    private String amount(Limit limit, MemoryNeed jvm) {
      long bytes = limit.needed().applyAsLong(jvm);
      return Bytes.shown(bytes)
          + " "
          + limit.what()
          + ": "
          + limit.remedy().replace("%s", Bytes.sufficient(bytes));
    }

    private String fewer() {
      if (atOnce == 1) {
        return "";
      }
      return room.deployment() == Deployment.LOCAL
          ? ", or run fewer workers at once (--master local[1])"
          : ", or run fewer workers at once (spark.executor.cores)";
    }

    MemoryFindings findings() {
      return new MemoryFindings(shortages, doubts);
    }
  }
}
