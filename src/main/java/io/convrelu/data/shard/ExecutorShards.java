package io.convrelu.data.shard;

import io.convrelu.data.batch.ExampleShard;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whole splits that a JVM has read, for the tasks of all trainings that use one worker. Spark would
 * keep such a shard on the one executor that read it and send it to every other round after round;
 * here each executor reads it once. The few that were used last are kept.
 */
final class ExecutorShards {

  /** Three splits, dealt out in two ways. */
  private static final int KEPT = 6;

  private final Map<Object, Place> places =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Place> eldest) {
          return size() > KEPT;
        }
      };

  /** Tasks that follow each other in one JVM share nothing else. */
  private static final class Holder {
    static final ExecutorShards OF_THIS_JVM = new ExecutorShards();
  }

  /** Those of this JVM. */
  static ExecutorShards ofThisJvm() {
    return Holder.OF_THIS_JVM;
  }

  /**
   * A shard, read when it is not there.
   *
   * @param key equal for equal shards
   * @param reading is done by one task while others that want the same wait
   */
  ExampleShard get(Object key, Supplier<ExampleShard> reading) {
    Place place;
    synchronized (places) {
      place = places.computeIfAbsent(key, absent -> new Place());
    }
    return place.get(reading);
  }

  private static final class Place {

    private Optional<ExampleShard> shard = Optional.empty();

    synchronized ExampleShard get(Supplier<ExampleShard> reading) {
      if (shard.isEmpty()) {
        shard = Optional.of(reading.get());
      }
      return shard.get();
    }
  }
}
