package io.convrelu.train.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecutorRoomTest {

  private static final long MB = 1L << 20;
  private static final ThisJvm DRIVER = new ThisJvm(900 * MB, 700 * MB, 0, 8000 * MB, 6);

  private static ExecutorRoom room(String... settings) {
    SparkConf conf = new SparkConf(false);
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      conf.set("spark." + setting.substring(0, equals), setting.substring(equals + 1));
    }
    return ExecutorRoom.of(conf, DRIVER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "local | LOCAL | 1",
        "local[3] | LOCAL | 3",
        "local[*] | LOCAL | 6",
        "local[4,2] | LOCAL | 4",
        "local-cluster[2,3,1024] | UNWATCHED | 3",
        "spark://host:7077 | UNWATCHED | 1",
        "yarn | WATCHED | 1",
        "k8s://https://host | WATCHED | 1",
      })
  void aMasterSaysWhereWorkersRunAndHowMany(String master, Deployment deployment, int slots) {
    ExecutorRoom room = room("master=" + master);

    assertThat(room.deployment()).isEqualTo(deployment);
    assertThat(room.slots()).isEqualTo(slots);
  }

  @Test
  void aTaskMayTakeMoreThanOneCore() {
    assertThat(room("master=yarn", "executor.cores=8", "task.cpus=3").slots()).isEqualTo(2);
    assertThat(room("master=local[1]", "task.cpus=3").slots()).isEqualTo(1);
  }

  @Test
  void localWorkersHaveTheDriversMemory() {
    ExecutorRoom room = room("master=local[2]", "executor.memory=5g");

    assertThat(room.heap()).isEqualTo(900 * MB);
    assertThat(room.counted()).isEqualTo(700 * MB);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "yarn | executor.memory=1g | 384",
        "yarn | executor.memory=8g | 819",
        "yarn | executor.memoryOverheadFactor=0.5 | 512",
        "yarn | executor.memoryOverhead=700 | 700",
        "yarn | executor.memoryOverhead=2g | 2048",
        "k8s://x | kubernetes.memoryOverheadFactor=0.6 | 614",
      })
  void overheadIsWhatWasSetOrSparksDefault(String master, String setting, long megabytes) {
    assertThat(room("master=" + master, setting).overhead() / MB).isEqualTo(megabytes);
  }

  @Test
  void boundsAreAmongTheJavaOptionsAndElseJavaCppsDefaults() {
    String property = "-Dorg.bytedeco.javacpp.";
    ExecutorRoom set =
        room(
            "master=yarn",
            "executor.memory=2g",
            "executor.defaultJavaOptions=" + property + "maxbytes=9g",
            "executor.extraJavaOptions=-Da=b "
                + property
                + "maxbytes=3g "
                + property
                + "maxphysicalbytes=0");
    ExecutorRoom unset = room("master=yarn", "executor.memory=2g");

    assertThat(set.counted()).isEqualTo(3072 * MB);
    assertThat(set.physical()).isZero();
    assertThat(unset.counted()).isEqualTo(2048 * MB);
    assertThat(unset.physical()).isEqualTo(4096 * MB);
  }
}
